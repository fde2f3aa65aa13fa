package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.stack.HttpJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** scripts/rehearse as an operator runs it, against a stack of its own. */
@Timeout(420)
class RehearsalFaultIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @TempDir private Path directory;

  @Test
  void anOutageOfPostgresUnderLoadPassesAndIsReported() throws Exception {
    try (PrivateStack own = new PrivateStack(directory.resolve("stack"))) {
      own.start(1_000);
      awaitIngested(own);

      PrivateStack.Run run =
          own.script(
              LIMIT,
              "rehearse",
              "postgres",
              "--down",
              "5s",
              "--baseline",
              "4s",
              "--feed",
              "--criteria",
              "recover=30s",
              "other-rate=0");

      assertThat(run.status()).as(run.output()).isZero();
      assertThat(run.output())
          .contains("Baseline", "Outage", "Holding", "Drained", "postgres: given back", "PASS");
      assertThat(own.stack().postgres().running()).isTrue();
      assertReport(own);
      assertKilledBrokerPasses(own);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token(own))))
          .isEqualTo("rw-------");
      assertBadUse(own);
      assertNothingStaysStopped(own);
    }
  }

  private static void assertReport(PrivateStack own) throws Exception {
    Path reports = own.stack().settings().rehearsals();
    List<Path> files;
    try (Stream<Path> all = Files.list(reports)) {
      files = all.sorted().toList();
    }
    assertThat(files).hasSize(2);
    JsonNode report = JsonMapper.shared().readTree(Files.readAllBytes(files.getFirst()));
    assertThat(report.path("verdict").asString()).isEqualTo("PASS");
    assertThat(report.path("origin").asString()).isEqualTo("rehearsed");
    assertThat(report.at("/timers/detectMs").asLong()).isBetween(0L, 10_000L);
    assertThat(report.at("/timers/holdMs").asLong()).isGreaterThan(2_000);
    assertThat(report.at("/accounting/closed").asBoolean()).isTrue();
    assertThat(report.at("/accounting/pipelines").size()).isEqualTo(2);
    assertThat(report.at("/accounting/pipelines/1/accepted").asLong()).isGreaterThan(500);
    assertThat(Files.readString(files.getLast()))
        .contains("# PASS: PostgreSQL was away", "xychart-beta", "The account is closed");

    JsonNode listed =
        HttpJson.get(own.stack().service("dashboard").location() + "/api/rehearsals").orElseThrow();
    assertThat(listed.at("/rehearsals/0/id")).isEqualTo(report.path("id"));
  }

  /** Duplicates are no loss: what was not confirmed is sent again. */
  private static void assertKilledBrokerPasses(PrivateStack own) throws Exception {
    PrivateStack.Run run =
        own.script(
            LIMIT,
            "rehearse",
            "rabbitmq",
            "--how",
            "kill",
            "--down",
            "3s",
            "--baseline",
            "2s",
            "--feed",
            "--criteria",
            "recover=60s");

    assertThat(run.status()).as(run.output()).isZero();
    assertThat(run.output()).contains("rabbitmq: kill", "rabbitmq: given back", "PASS");
    assertThat(own.stack().rabbitmq().running()).isTrue();
  }

  /** What cannot be done is said in a sentence, and has a status of its own. */
  private static void assertBadUse(PrivateStack own) throws Exception {
    PrivateStack.Run wrong = own.script(LIMIT, "rehearse", "postgres", "--how", "burn");
    assertThat(wrong.status()).isEqualTo(2);
    assertThat(wrong.output()).contains("it is stop, kill or pause");

    PrivateStack.Run refused = own.script(LIMIT, "rehearse", "neo4j", "--criteria", "speed=1");
    assertThat(refused.status()).isEqualTo(3);
    assertThat(refused.output()).contains("There is no criterion of that name");
  }

  /** Whoever ends the command in the middle finds the server there again. */
  private static void assertNothingStaysStopped(PrivateStack own) throws Exception {
    PostgresServer server = own.stack().postgres();
    Process command = own.begin("rehearse", "postgres", "--down", "10m", "--baseline", "1s");
    while (command.isAlive() && server.running()) {
      Thread.sleep(100);
    }
    assertThat(command.isAlive()).as("it waits").isTrue();

    command.destroy();

    assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(server.answers()).isTrue();
    JsonNode newest =
        HttpJson.get(own.stack().service("dashboard").location() + "/api/rehearsals")
            .orElseThrow()
            .at("/rehearsals/0");
    assertThat(newest.path("verdict").asString()).isEqualTo("FAIL");
    assertThat(newest.path("problem").asString()).isEqualTo("It was aborted.");
  }

  private static Path token(PrivateStack own) {
    return own.stack().settings().operationsToken().file();
  }

  private static void awaitIngested(PrivateStack own) throws Exception {
    while (!ingested(own)) {
      Thread.sleep(300);
    }
  }

  /** Everything was sent, and as much was done by both. */
  private static boolean ingested(PrivateStack own) {
    JsonNode extraction = own.stack().service("extractor").healthReport().orElseThrow();
    if (!extraction.at("/components/extraction/details/state").asString("").equals("complete")) {
      return false;
    }
    long sent = sum(extraction.at("/components/extraction/details/types"), "confirmed");
    return Stream.of("graphinator", "tableinator")
        .map(name -> own.stack().service(name).healthReport().orElseThrow())
        .map(health -> health.path("components").path("work").path("details"))
        .allMatch(work -> sum(work, "consumed") >= sent);
  }

  private static long sum(JsonNode all, String field) {
    long sum = 0;
    for (JsonNode one : all) {
      sum += one.path(field).asLong(0);
    }
    return sum;
  }
}
