package org.discogsography.dashboard.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthParserTest {
  @Test
  void readsStatusAndComponents() {
    HealthAnswer answer =
        parse(
            """
            {"status": "DEGRADED", "components": {
              "neo4j": {"status": "DOWN", "details": {"since": "noon", "failures": 5}},
              "work": {"status": "UP", "details": {
                "queues": {"artists": {"consumed": 1, "written": 2}, "labels": {}}}}}}
            """);

    assertThat(answer).isInstanceOf(HealthAnswer.Said.class);
    HealthAnswer.Said said = (HealthAnswer.Said) answer;
    assertThat(said.status()).isEqualTo(Status.DEGRADED);
    assertThat(said.components())
        .containsExactly(
            new Component("neo4j", "DOWN", Map.of("since", "noon", "failures", "5")),
            new Component(
                "work", "UP", Map.of("queues", "artists (consumed 1, written 2), labels ()")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "null",
        "[]",
        "7",
        "{}",
        "{\"status\":\"FINE\"}",
        "{\"status\":{\"a\":1}}",
        "{\"status\":\"UP\"",
      })
  void takesNothingElseForHealth(String body) {
    assertThat(parse(body)).isInstanceOf(HealthAnswer.Failed.class);
  }

  @Test
  void refusesEndlessNesting() {
    assertThat(parse("[".repeat(100_000))).isInstanceOf(HealthAnswer.Failed.class);
  }

  @Test
  void survivesComponentsThatAreNone() {
    HealthAnswer.Said none = (HealthAnswer.Said) parse("{\"status\":\"UP\",\"components\":[1,2]}");
    assertThat(none.status()).isEqualTo(Status.UP);
    assertThat(none.components()).isEmpty();
    assertThat(none.facts()).isEqualTo(Facts.NONE);
    assertThat(parse("{\"status\":\"UP\",\"components\":{\"a\":3}}"))
        .isInstanceOf(HealthAnswer.Said.class);
  }

  @Test
  void takesNoMoreThanAPageShows() {
    StringBuilder body = new StringBuilder("{\"status\":\"UP\",\"components\":{");
    for (int i = 0; i < 100; i++) {
      body.append("\"c").append(i).append("\":{\"details\":{\"text\":\"");
      body.append("x".repeat(5000)).append("\"}},");
    }
    body.append("\"last\":{}}}");

    HealthAnswer.Said said = (HealthAnswer.Said) parse(body.toString());

    assertThat(said.components()).hasSize(32);
    assertThat(said.components().getFirst().details().get("text")).hasSize(1_000).endsWith("…");
  }

  private static HealthAnswer parse(String body) {
    return HealthParser.parse(body.getBytes(StandardCharsets.UTF_8));
  }
}
