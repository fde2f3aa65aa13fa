package org.discogsography.resilience.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.Preset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class OperationsApiTest {
  private static final String TOKEN = TestApi.TOKEN;

  private final FakeResource postgres = new FakeResource("postgres");
  private final FakeResource rabbitmq = new FakeResource("rabbitmq");
  private final Map<String, String> variables = new HashMap<>();
  private TestApi api;

  @AfterEach
  void close() {
    if (api != null) {
      api.close();
      api = null;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /api/database-recovery/recover",
    "POST, /api/database-recovery/test-connection",
    "POST, /api/database-recovery/circuit-breaker/reset",
    "PUT, /api/database-recovery/retry-config",
    "POST, /resilience/connection-test",
    "POST, /resilience/test/circuit-breaker",
    "POST, /resilience/test/retry"
  })
  void whateverChangesStateNeedsTheToken(String method, String path) throws Exception {
    start();
    assertThat(send(method, path, "{}", TOKEN).statusCode()).isEqualTo(403);

    variables.put("RESILIENCE_ADMIN_TOKEN", TOKEN);
    start();
    assertThat(send(method, path, "{}", null).statusCode()).isEqualTo(401);
    assertThat(send(method, path, "{}", "another-token-altogether").statusCode()).isEqualTo(401);
    assertThat(postgres.recoveries).hasValue(0);
  }

  @Test
  void healthHasTheBodyThatItsUsersKnow() throws Exception {
    start();
    postgres.policy().call(() -> "answer");

    JsonNode body = get("/api/database-recovery/health");

    assertThat(body.path("state").asString()).isEqualTo("connected");
    assertThat(body.path("last_check").asString()).isEqualTo("2026-11-01T00:00:00Z");
    assertThat(body.path("consecutive_failures").asInt()).isZero();
    assertThat(body.path("connections").path("total").asInt()).isEqualTo(20);
    assertThat(body.path("connections").path("wait_time_ms").asDouble()).isEqualTo(2.5);
    assertThat(body.path("performance").path("success_rate").asDouble()).isEqualTo(100.0);
    assertThat(body.path("circuit_breaker").path("open").asBoolean()).isFalse();
    assertThat(body.path("circuit_breaker").path("threshold").asInt()).isEqualTo(5);
  }

  @Test
  void databaseResilienceTellsStatusMetricsAndRecommendations() throws Exception {
    start();

    JsonNode healthy = get("/api/database-resilience");
    postgres.available = false;
    JsonNode critical = get("/api/database-resilience");

    assertThat(healthy.path("resilience").path("status").asString()).isEqualTo("healthy");
    assertThat(healthy.path("resilience").path("success_rate").asString()).isEqualTo("100.0%");
    assertThat(healthy.path("resilience").path("metrics").path("transaction_rollbacks").asInt())
        .isEqualTo(24);
    assertThat(healthy.path("resilience").path("pool_size").asInt()).isEqualTo(40);
    assertThat(healthy.path("recommendations").get(0).path("severity").asString())
        .isEqualTo("info");
    assertThat(critical.path("resilience").path("status").asString()).isEqualTo("critical");
    assertThat(critical.path("recommendations").findValuesAsString("message"))
        .anyMatch(message -> message.contains("connection lost"));
    assertThat(critical.path("recommendations"))
        .allSatisfy(each ->
            assertThat(each.propertyNames()).contains("severity", "rule", "message", "action"));
  }

  @Test
  void retryConfigHoldsFromTheNextCallOn() throws Exception {
    variables.put("RESILIENCE_ADMIN_TOKEN", TOKEN);
    start();
    String change =
        """
        {"max_retries": 5, "initial_delay": 2.0, "max_delay": 120.0,
         "strategy": "linear_backoff"}
        """;

    HttpResponse<String> response =
        send("PUT", "/api/database-recovery/retry-config", change, TOKEN);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(postgres.policy().settings().retry(FailureKind.UNAVAILABLE).backoff())
        .isEqualTo(new Backoff.Linear(Duration.ofSeconds(2), Duration.ofMinutes(2)));
    assertThat(rabbitmq.policy().settings().retry(FailureKind.UNAVAILABLE).retries()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'max_retries': -1}",
        "{'max_retries': 'many'}",
        "{'initial_delay': 0}",
        "{'initial_delay': 10, 'max_delay': 1}",
        "{'strategy': 'sometimes'}",
        "not json"
      })
  void aRetryConfigThatMakesNoSenseIsRefusedAndChangesNothing(String body) throws Exception {
    variables.put("RESILIENCE_ADMIN_TOKEN", TOKEN);
    start();

    HttpResponse<String> response =
        send("PUT", "/api/database-recovery/retry-config", body.replace('\'', '"'), TOKEN);

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("error");
    assertThat(postgres.policy().settings()).isEqualTo(Preset.A.settings());
  }

  @Test
  void simulatedFailuresOpenTheBreakerAndAResetClosesIt() throws Exception {
    variables.put("RESILIENCE_ADMIN_TOKEN", TOKEN);
    variables.put("RESILIENCE_FAULT_INJECTION", "true");
    start();

    send("POST", "/resilience/test/circuit-breaker", "{\"simulateFailures\": 5}", TOKEN);
    BreakerState opened = postgres.policy().state();
    JsonNode alerts = get("/api/database-recovery/alerts").path("alerts");
    send("POST", "/api/database-recovery/circuit-breaker/reset", "", TOKEN);

    assertThat(opened).isEqualTo(BreakerState.OPEN);
    assertThat(alerts.toString()).contains("breaker_open");
    assertThat(postgres.policy().state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void faultsAreNotInjectedWithoutTheSwitch() throws Exception {
    variables.put("RESILIENCE_ADMIN_TOKEN", TOKEN);
    start();

    HttpResponse<String> response =
        send("POST", "/resilience/test/circuit-breaker", "{\"simulateFailures\": 5}", TOKEN);

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(postgres.policy().state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aConnectionTestTakesOneResourceOrAllAndRefusesOthers() throws Exception {
    variables.put("RESILIENCE_ADMIN_TOKEN", TOKEN);
    start();

    String path = "/api/database-recovery/test-connection";
    JsonNode one =
        json(
            send(
                "POST",
                path,
                "{\"connection_type\": \"postgres\", \"test_query\": \"select 1\"}",
                TOKEN));
    JsonNode all = json(send("POST", path, "{\"connection_type\": \"all\"}", TOKEN));
    HttpResponse<String> none = send("POST", path, "{\"connection_type\": \"asyncpg\"}", TOKEN);

    assertThat(one.path("results").propertyNames()).containsExactly("postgres");
    assertThat(one.at("/results/postgres/rows/0/query").asString()).isEqualTo("select 1");
    assertThat(all.path("results").propertyNames()).containsExactly("postgres", "rabbitmq");
    assertThat(none.statusCode()).isEqualTo(400);
  }

  @Test
  void whatAQueryFoundIsForNobodyElseAndAQueryNeedsOneResource() throws Exception {
    variables.put("RESILIENCE_ADMIN_TOKEN", TOKEN);
    start();
    String path = "/api/database-recovery/test-connection";
    String query = "\"test_query\": \"select s3cret\"}";

    HttpResponse<String> one =
        send("POST", path, "{\"connection_type\": \"postgres\", " + query, TOKEN);
    HttpResponse<String> all = send("POST", path, "{" + query, TOKEN);

    assertThat(one.body()).contains("s3cret");
    assertThat(all.statusCode()).isEqualTo(400);
    for (String open : List.of("/resilience/connection-test", "/resilience/health")) {
      assertThat(send("GET", open, "", null).body()).doesNotContain("s3cret");
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 400", "61, 400", "x, 400", "10, 200"})
  void theMetricsWindowIsAtMostAnHour(String minutes, int status) throws Exception {
    start();

    HttpResponse<String> response =
        send("GET", "/api/database-recovery/metrics?time_window_minutes=" + minutes, "", null);

    assertThat(response.statusCode()).isEqualTo(status);
  }

  @Test
  void statusTellsTheRetriesOnTopAndEachResourceBelow() throws Exception {
    start();

    JsonNode body = get("/api/database-recovery/status");

    assertThat(body.path("state").asString()).isEqualTo("connected");
    assertThat(body.at("/retry_config/max_retries").asInt()).isEqualTo(4);
    assertThat(body.at("/retry_config/strategy").asString()).isEqualTo("exponential_backoff");
    assertThat(body.at("/circuit_breaker/state").asString()).isEqualTo("closed");
    assertThat(body.path("resources").propertyNames()).containsExactly("postgres", "rabbitmq");
  }

  @Test
  void everyReadingAddressAnswers() throws Exception {
    start();
    for (String path :
        List.of(
            "/api/database-recovery/status",
            "/api/database-recovery/connections",
            "/resilience/metrics",
            "/resilience/health",
            "/resilience/report",
            "/resilience/pool-config",
            "/resilience/connection-test")) {
      assertThat(send("GET", path, "", null).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(get("/resilience/health").path("score").asInt()).isEqualTo(100);
  }

  private void start() {
    close();
    api = TestApi.start(variables, postgres, rabbitmq);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return api.get(path);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return TestApi.json(response);
  }

  private HttpResponse<String> send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    return api.send(method, path, body, token);
  }
}
