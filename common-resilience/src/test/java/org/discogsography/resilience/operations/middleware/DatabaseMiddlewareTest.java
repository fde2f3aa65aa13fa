package org.discogsography.resilience.operations.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.resource.CallUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class DatabaseMiddlewareTest {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final FakeDatabase database = new FakeDatabase(meters);
  private TestApplication application = start(MiddlewareSettings.DEFAULT);

  @AfterEach
  void close() {
    application.close();
  }

  @Test
  void countsAndTimesTheCallsOfARequest() throws Exception {
    HttpResponse<String> answer = application.send("GET", "/twice");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Data-Freshness")).isEmpty();
    assertThat(meters.get("http.request.db.calls").summary().count()).isEqualTo(1);
    assertThat(meters.get("http.request.db.calls").summary().totalAmount()).isEqualTo(2);
    assertThat(meters.get("http.request.db.time").timer().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "true,  true,  GET,    200",
    "true,  true,  HEAD,   200",
    "true,  true,  POST,   503",
    "true,  true,  PUT,    503",
    "true,  true,  PATCH,  503",
    "true,  true,  DELETE, 503",
    "true,  false, GET,    503",
    "true,  false, POST,   503",
    "false, true,  GET,    200",
    "false, true,  POST,   503",
    "false, false, GET,    200",
    "false, false, POST,   200",
  })
  void theSwitchesSayWhatPassesDuringAnOutage(
      boolean circuitBreaker, boolean readOnlyFallback, String method, int status)
      throws Exception {
    restart(
        MiddlewareSettings.from(
            Environment.of(
                Map.of(
                    "ENABLE_CIRCUIT_BREAKER", String.valueOf(circuitBreaker),
                    "READ_ONLY_FALLBACK", String.valueOf(readOnlyFallback)))));
    database.goesAway();

    assertThat(application.send(method, "/cached").statusCode()).isEqualTo(status);
  }

  @Test
  void aRefusalSaysWhyAndWhenToComeBack() throws Exception {
    database.goesAway();

    HttpResponse<String> answer = application.send("POST", "/cached");

    JsonNode body = JsonMapper.shared().readTree(answer.body());
    assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/json");
    assertThat(body.path("resource").asString()).isEqualTo("postgres");
    assertThat(body.path("error").asString()).isEqualTo("postgres is away");
  }

  @Test
  void anOpenBreakerRefusesUntilItsNextTrialAlsoWhenTheProbeSucceeds() throws Exception {
    for (int i = 0; i < 5; i++) {
      application.send("POST", "/fail?kind=UNAVAILABLE");
    }
    assertThat(database.policy().state()).isEqualTo(BreakerState.OPEN);

    HttpResponse<String> answer = application.send("POST", "/cached");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isBetween(20, 30);
    database.monitor.probeSucceeded();
    assertThat(application.send("POST", "/cached").statusCode()).isEqualTo(200);
  }

  @Test
  void anAnswerFromACacheIsMarkedStaleAndOneFromTheDatabaseIsNot() throws Exception {
    database.goesAway();

    assertThat(application.send("GET", "/cached").headers().firstValue("X-Data-Freshness"))
        .contains("stale");
    assertThat(application.send("GET", "/twice").headers().firstValue("X-Data-Freshness"))
        .isEmpty();
    assertThat(application.send("GET", "/nothing").headers().firstValue("X-Data-Freshness"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/health/live",
        "/metrics",
        "/resilience/test/retry",
        "/api/database-recovery/recover",
        "/api/database-resilience"
      })
  void neverGuardsHealthMetricsAndTheOperationsApi(String path) throws Exception {
    database.goesAway();

    assertThat(application.send("POST", path).statusCode()).isEqualTo(200);
    String beside = path.replaceFirst("^/[^/]+", "$0x");
    assertThat(application.send("POST", beside).statusCode()).as(beside).isEqualTo(503);
  }

  @Test
  void aHandlerThatThrowsLeavesNothingToTheNextRequest() throws Exception {
    for (int i = 0; i < 40; i++) {
      assertThat(application.send("GET", "/throw").statusCode()).isEqualTo(500);
      assertThat(application.send("POST", "/health").body()).isEqualTo("0");
    }
    assertThat(meters.get("http.request.db.calls").summary().totalAmount()).isEqualTo(40);
    assertThat(meters.get("http.request.db.calls").summary().max()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "UNAVAILABLE, 503",
    "EXHAUSTED, 503",
    "SYSTEMIC, 503",
    "CONTENTION, 503",
    "TIMEOUT, 503",
    "UNKNOWN, 503",
    "DATA, 500"
  })
  void aFailureThatAHandlerLetsThroughTellsNoSecrets(String kind, int status) throws Exception {
    HttpResponse<String> answer = application.send("GET", "/fail?kind=" + kind);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Retry-After").isPresent()).isEqualTo(status == 503);
    assertThat(answer.body()).startsWith("{\"error\"").doesNotContain("s3cret");
  }

  @Test
  void aLostAnswerToACommitDoesNotAskForARepetition() throws Exception {
    HttpResponse<String> answer = application.send("POST", "/lost");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
    assertThat(answer.body()).contains("may have been done");
  }

  @Test
  void manyRequestsHaveTheDatabaseRecoverOnce() throws Exception {
    database.goesAway();
    for (int i = 0; i < 20; i++) {
      application.send("POST", "/cached");
    }
    while (database.recoveries.get() == 0) {
      Thread.sleep(5);
    }
    assertThat(database.recoveries).hasValue(1);
  }

  @Test
  void itsMetricsHaveTheNamesThatAreDocumented() throws Exception {
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new DatabaseMiddleware(MiddlewareSettings.DEFAULT, () -> List.of(), prometheus);

    List<String> exported =
        prometheus
            .scrape()
            .lines()
            .filter(line -> line.startsWith("# TYPE "))
            .map(line -> line.split(" ")[2])
            .filter(name -> !name.endsWith("_max"))
            .toList();

    assertThat(exported).hasSize(2);
    assertThat(Files.readString(Path.of("../docs/metrics.md")))
        .contains(exported.stream().map(name -> "| `" + name + "`").toList());
  }

  @Test
  void aPoolIsWatchedWhileRequestsUseIt() {
    SaturationWatch watch = new SaturationWatch();
    database.active = 16;
    watch.look(List.of(database));
    assertThat(watch.saturated()).isEmpty();

    database.active = 17;
    watch.look(List.of(database));
    assertThat(watch.saturated()).containsExactly("postgres");

    database.active = 16;
    watch.look(List.of(database));
    assertThat(watch.saturated()).isEmpty();
  }

  private void restart(MiddlewareSettings settings) {
    application.close();
    application = start(settings);
  }

  private TestApplication start(MiddlewareSettings settings) {
    return TestApplication.start(
        new DatabaseMiddleware(settings, () -> List.of(database), meters), this::routes);
  }

  private void routes(RoutesConfig routes) {
    routes.get("/twice", context -> context.result(database.read() + database.read()));
    for (String path :
        List.of(
            "/cached",
            "/metrics",
            "/health/live",
            "/resilience/test/retry",
            "/api/database-recovery/recover",
            "/api/database-resilience")) {
      routes.get(path, context -> context.result("from a cache"));
      routes.post(path, context -> context.result("done"));
      routes.put(path, context -> context.result("done"));
      routes.patch(path, context -> context.result("done"));
      routes.delete(path, context -> context.result("done"));
    }
    routes.post("/health", context -> context.result(String.valueOf(CallUsage.end().attempts())));
    routes.get(
        "/throw",
        context -> {
          context.result(database.read());
          throw new IllegalStateException("a bug");
        });
    routes.get("/fail", context -> fail(context.queryParam("kind")));
    routes.post("/fail", context -> fail(context.queryParam("kind")));
    routes.post(
        "/lost",
        context -> {
          throw new CommitUnknownException(FakeDatabase.failure(FailureKind.UNAVAILABLE));
        });
  }

  private void fail(String kind) throws InterruptedException {
    database.monitor.observe(
        "write",
        () -> {
          throw FakeDatabase.failure(FailureKind.valueOf(kind));
        });
  }
}
