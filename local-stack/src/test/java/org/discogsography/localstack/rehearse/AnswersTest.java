package org.discogsography.localstack.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.discogsography.localstack.process.LocalStackException;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
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

  @Test
  void anOutageWithoutTrafficShowsLittleAndSaysSo() {
    String idle = "Nothing was waiting to be written, so this shows only";
    String back = ", \"timers\": {\"recoverMs\": 900}}";
    assertThat(verdict("{\"traffic\": \"none\"" + back)).contains(idle);
    assertThat(verdict("{\"traffic\": \"some\"" + back)).doesNotContain(idle);
    assertThat(verdict("{\"traffic\": \"none\", \"timers\": {\"recoverMs\": null}}"))
        .doesNotContain(idle);
  }

  @Test
  void aNumberThatNobodyKnowsIsNotShownAsNone() {
    String report =
        "{\"phase\": \"Holding\", \"chart\": {\"waiting\": {\"graphinator\": [7, %s]}}}";
    assertThat(printed(screen -> screen.show(json(report.formatted("null")))))
        .contains("graphinator ? waiting");
    assertThat(printed(screen -> screen.show(json(report.formatted("1200")))))
        .contains("graphinator 1,200 waiting");
  }

  private static String verdict(String report) {
    return printed(screen -> screen.verdict(json(report)));
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  private static String printed(Consumer<Screen> what) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    what.accept(new Screen(new PrintStream(bytes, true, StandardCharsets.UTF_8)));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
