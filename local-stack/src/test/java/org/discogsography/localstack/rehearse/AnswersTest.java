package org.discogsography.localstack.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.discogsography.localstack.process.LocalStackException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the dashboard's answers mean to whoever rehearses. */
class AnswersTest {
  private static final String ADVICE = "Not counted to the message: scripts/verify";

  @Test
  void aForgottenRehearsalIsNotWaitedFor() {
    assertThatThrownBy(() -> DashboardApi.report("20261121-120000-neo4j", 404, "{}"))
        .isInstanceOf(LocalStackException.class)
        .hasMessage("The dashboard began anew and has forgotten 20261121-120000-neo4j.");
  }

  @Test
  void whatIsNoReportYetIsWaitedFor() {
    assertThat(DashboardApi.report("id", 503, "")).isEmpty();
    assertThat(DashboardApi.report("id", 200, "{\"a")).isEmpty();
    assertThat(DashboardApi.report("id", 200, "{\"phase\": \"Holding\"}")).isPresent();
  }

  @Test
  void anAccountThatIsNotExactCallsForTheProof() {
    assertThat(verdict("{\"accounting\": {\"exact\": false}}")).contains(ADVICE);
    assertThat(verdict("{\"accounting\": {\"exact\": true}}")).doesNotContain(ADVICE);
    assertThat(verdict("{\"accounting\": null}")).doesNotContain(ADVICE);
  }

  private static String verdict(String report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8))
        .verdict(JsonMapper.shared().readTree(report));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
