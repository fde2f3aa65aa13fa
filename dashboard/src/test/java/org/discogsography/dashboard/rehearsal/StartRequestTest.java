package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.config.SettingsDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartRequestTest {
  @Test
  void takesDefaultsWhereNothingIsSaid() {
    StartRequest request = read("{\"target\": \"postgres\"}");

    assertThat(request)
        .isEqualTo(new StartRequest(Server.POSTGRES, "stop", 0, Criteria.defaults("stop")));
  }

  @Test
  void takesEveryCriterion() {
    StartRequest request =
        read(
            """
            {"target": "neo4j", "how": "kill", "downSeconds": 30, "criteria": {"detect": 1.5,
             "recover": 2, "drain": 3, "dead-letters": 4, "lost": 5, "other-rate": 0.25}}
            """);

    assertThat(request.criteria())
        .isEqualTo(
            new Criteria(
                Duration.ofMillis(1500), Duration.ofSeconds(2), Duration.ofSeconds(3), 4, 5, 0.25));
  }

  @Test
  void aFrozenServerMayBeNoticedLater() {
    assertThat(Criteria.defaults("pause").detect()).isEqualTo(Duration.ofSeconds(30));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"target\": \"mysql\"}",
        "{\"target\": \"postgres\", \"how\": \"burn\"}",
        "{\"target\": \"postgres\", \"downSeconds\": -1}",
        "{\"target\": \"postgres\", \"criteria\": {\"speed\": 1}}",
        "{\"target\": \"postgres\", \"criteria\": {\"recover\": \"soon\"}}"
      })
  void refusesWhatMakesNoSense(String body) {
    assertThatIllegalArgumentException().isThrownBy(() -> read(body)).withMessageEndingWith(".");
  }

  @Test
  void isDocumentedAsItIs() throws IOException {
    Environment environment = Environment.of(Map.of());
    RehearsalSettings.from(environment);

    SettingsDocument page = SettingsDocument.read(Path.of("../docs/configuration.md"));

    assertThat(page.contradictions(environment.asked())).isEmpty();
  }

  private static StartRequest read(String body) {
    return StartRequest.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
