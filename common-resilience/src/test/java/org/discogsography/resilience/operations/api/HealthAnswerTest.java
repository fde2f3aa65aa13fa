package org.discogsography.resilience.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** {@code /resilience/health}, its cached check, and tests that somebody asks for. */
@Timeout(60)
class HealthAnswerTest {
  private final FakeResource postgres = new FakeResource("postgres");
  private TestApi api = TestApi.start(TestApi.WITH_TOKEN, postgres);

  @AfterEach
  void close() {
    postgres.testing.countDown();
    api.close();
  }

  @Test
  void saysHealthyOrWhyNotWithoutAskingTheServer() throws Exception {
    JsonNode healthy = api.get("/resilience/health");
    postgres.available = false;
    JsonNode unhealthy = api.get("/resilience/health");

    assertThat(healthy.path("healthy").asBoolean()).isTrue();
    assertThat(healthy.at("/components/postgres/message").asString()).isEqualTo("healthy");
    assertThat(unhealthy.path("healthy").asBoolean()).isFalse();
    assertThat(unhealthy.at("/components/postgres/message").asString())
        .isEqualTo("Database unhealthy: 08006: connection lost");
    assertThat(postgres.tests).hasValue(0);
  }

  @Test
  void anAnswerCountsForAMinute() throws Exception {
    postgres.lastCheck = Instant.parse("2026-10-31T23:59:30Z");
    JsonNode old = api.get("/resilience/health");
    postgres.lastCheck = Instant.parse("2026-10-31T23:59:29Z");
    JsonNode tooOld = api.get("/resilience/health");

    assertThat(old.path("healthy").asBoolean()).isTrue();
    assertThat(tooOld.at("/components/postgres/message").asString())
        .isEqualTo("Database unhealthy: no health check has ended within 60 s");
  }

  @Test
  void forceAsksTheServerAndNeedsTheToken() throws Exception {
    postgres.available = false;

    assertThat(api.send("GET", "/resilience/health?force=true", "", null).statusCode())
        .isEqualTo(401);
    assertThat(postgres.tests).hasValue(0);
    JsonNode forced =
        TestApi.json(api.send("GET", "/resilience/health?force=true", "", TestApi.TOKEN));
    JsonNode next = api.get("/resilience/health");

    assertThat(postgres.tests).hasValue(1);
    assertThat(forced.path("healthy").asBoolean()).isTrue();
    assertThat(forced.at("/connection_test/postgres/detail").asString()).isEqualTo("healthy");
    assertThat(next.path("healthy").asBoolean()).as("the test is newer than the probe").isTrue();
  }

  @Test
  void oneTestRunsAtATime() throws Exception {
    postgres.testing = new CountDownLatch(1);
    List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      calls.add(() -> api.send("POST", "/resilience/connection-test", "", TestApi.TOKEN));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<HttpResponse<String>>> answers = calls.stream().map(threads::submit).toList();
      await(answers, 9);

      assertThat(postgres.tests).hasValue(1);
      postgres.testing.countDown();
      List<Integer> statuses = new ArrayList<>();
      for (Future<HttpResponse<String>> answer : answers) {
        statuses.add(answer.get(10, TimeUnit.SECONDS).statusCode());
      }
      assertThat(statuses).containsOnly(200, 429).containsOnlyOnce(200);
    }
  }

  @Test
  void holdsAThousandRequestsFiftyAtOnce() throws Exception {
    long began = System.nanoTime();
    try (HttpClient client = HttpClient.newHttpClient();
        ExecutorService fifty = Executors.newFixedThreadPool(50)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        answers.add(
            fifty.submit(() ->
                client
                    .send(api.request("/resilience/health").build(), BodyHandlers.discarding())
                    .statusCode()));
      }
      for (Future<Integer> answer : answers) {
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(200);
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aServiceWithoutDependenciesAnswersEverything() throws Exception {
    api.close();
    api = TestApi.start(TestApi.WITH_FAULTS);

    for (String path :
        List.of(
            "/api/database-recovery/health",
            "/api/database-recovery/status",
            "/api/database-recovery/connections",
            "/api/database-recovery/metrics",
            "/api/database-recovery/alerts",
            "/api/database-resilience",
            "/resilience/metrics",
            "/resilience/health",
            "/resilience/pool-config",
            "/resilience/connection-test")) {
      assertThat(api.get(path).isObject()).as(path).isTrue();
    }
    assertThat(api.send("GET", "/resilience/report", "", null).body()).contains("Problems");
    for (String path :
        List.of(
            "/api/database-recovery/test-connection",
            "/api/database-recovery/circuit-breaker/reset",
            "/resilience/connection-test")) {
      assertThat(api.post(path, "").isObject()).as(path).isTrue();
    }
    assertThat(
            api.send("PUT", "/api/database-recovery/retry-config", "{}", TestApi.TOKEN)
                .statusCode())
        .isEqualTo(200);
    assertThat(
            api.send("POST", "/resilience/test/retry", "{\"failTimes\": 1}", TestApi.TOKEN)
                .statusCode())
        .isEqualTo(400);
  }

  @Test
  void theReportHoldsTargetsAgainstWhatWasMeasured() throws Exception {
    postgres.policy().call(() -> "answer");
    String report = api.send("GET", "/resilience/report", "", null).body();
    JsonNode targets = api.get("/resilience/health").at("/components/postgres/targets");

    assertThat(report)
        .contains(
            "[met] connection success > 99 %: 100.00 %",
            "[met] average query < 100 ms:",
            "[met] breaker closed > 99.9 %: 100.000 %",
            "[met] recovery < 30 s: 0.0 s",
            "[met] health score > 80: 100",
            "[met] errors that callers saw = 0: 0");
    assertThat(targets.size()).isEqualTo(6);
  }

  @Test
  void poolsAndCountersHaveTheirWords() throws Exception {
    JsonNode pool = api.get("/api/database-recovery/connections").path("postgres");
    JsonNode metrics = api.get("/resilience/metrics").at("/resources/postgres");

    assertThat(
            Map.of(
                "size", pool.path("size").asInt(),
                "checked_in", pool.path("checked_in").asInt(),
                "checked_out", pool.path("checked_out").asInt(),
                "overflow", pool.path("overflow").asInt(),
                "total_connections", pool.path("total_connections").asInt()))
        .isEqualTo(
            Map.of(
                "size", 2,
                "checked_in", 15,
                "checked_out", 5,
                "overflow", 18,
                "total_connections", 20));
    assertThat(metrics.path("counters").propertyNames())
        .contains("query_timeouts", "fail_fast_rejections", "breaker_trips", "mean_recovery_ms");
    assertThat(metrics.at("/circuit_breaker/transitions").isArray()).isTrue();
    assertThat(metrics.at("/circuit_breaker/closed_percent").asDouble()).isEqualTo(100.0);
  }

  private static void await(List<? extends Future<?>> answers, int many)
      throws InterruptedException {
    while (answers.stream().filter(Future::isDone).count() < many) {
      Thread.sleep(5);
    }
  }
}
