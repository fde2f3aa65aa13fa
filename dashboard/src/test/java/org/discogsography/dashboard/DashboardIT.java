package org.discogsography.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.discogsography.dashboard.broker.ManagementSettings;
import org.discogsography.dashboard.broker.QueueJson;
import org.discogsography.dashboard.rehearsal.RehearsalSettings;
import org.discogsography.dashboard.services.Target;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class DashboardIT {
  private static final Duration LIMIT = Duration.ofMillis(500);

  private final ServiceHealth health = new ServiceHealth("dashboard");
  private final ProcessMeters meters = new ProcessMeters();
  private final HttpClient client = HttpClient.newHttpClient();
  private FakeHttp extractor;
  private FakeHttp graphinator;
  private FakeHttp tableinator;
  private FakeHttp broker;
  private Dashboard dashboard;

  @BeforeEach
  void start() throws Exception {
    extractor = FakeHttp.start();
    graphinator = FakeHttp.start();
    tableinator = FakeHttp.start();
    broker = FakeHttp.start();
    PrometheusMeterRegistry registry = meters.registry();
    RehearsalSettings rehearsals = RehearsalSettings.from(Environment.of(Map.of()));
    dashboard =
        Dashboard.start(health, registry, settings(), rehearsals, List.of(), ServiceRoutes.none());
  }

  @AfterEach
  void stop() {
    dashboard.close();
    List.of(extractor, graphinator, tableinator, broker).forEach(FakeHttp::close);
    meters.close();
    client.close();
  }

  @Test
  void showsEachServiceAsItIs() throws Exception {
    extractor.answers(200, "{\"status\":\"UP\",\"components\":{}}");
    graphinator.answers(200, "{\"status\":\"DEGRADED\",\"components\":{}}");
    tableinator.answers(503, "{\"status\":\"DOWN\",\"components\":{}}");
    broker.answers(200, QueueJson.queues());

    JsonNode overview =
        awaitOverview(view ->
            state(view, 0).equals("UP")
                && state(view, 1).equals("DEGRADED")
                && state(view, 2).equals("DOWN")
                && brokerState(view).equals("UP"));

    assertThat(overview.at("/services/1/name").asString()).isEqualTo("graphinator");
    assertThat(overview.at("/services/1/ageSeconds").asDouble()).isLessThan(10);
    assertThat(overview.at("/services/3/name").asString()).isEqualTo("dashboard");
    assertThat(overview.at("/broker/queues").size()).isEqualTo(8);
    assertThat(overview.at("/broker/queues/3/ready").asLong()).isEqualTo(1300);
    assertThat(overview.at("/broker/queues/3/deadLetters").asLong()).isEqualTo(4);
  }

  @Test
  void worksWithEverythingElseDown() throws Exception {
    List.of(extractor, graphinator, tableinator, broker).forEach(FakeHttp::close);

    JsonNode overview =
        awaitOverview(view ->
            state(view, 0).equals("UNREACHABLE")
                && state(view, 1).equals("UNREACHABLE")
                && state(view, 2).equals("UNREACHABLE")
                && brokerState(view).equals("UNREACHABLE"));

    assertThat(state(overview, 3)).isEqualTo("UP");
    assertThat(get("/health").statusCode()).isEqualTo(200);
    assertThat(get("/health").body()).startsWith("{\"status\":\"UP\"");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void isNotHeldUpByWhoHangsRedirectsOrFloods() throws Exception {
    extractor.hangs();
    graphinator.redirectsTo(broker.address());
    tableinator.floods();
    broker.answers(200, QueueJson.queues());

    JsonNode overview =
        awaitOverview(view ->
            state(view, 0).equals("UNREACHABLE")
                && reason(view, 1).contains("302")
                && reason(view, 2).contains("larger than 1 MiB")
                && brokerState(view).equals("UP"));

    assertThat(state(overview, 0)).isEqualTo("UNREACHABLE");
    assertThat(overview.at("/broker/ageSeconds").asDouble()).isLessThan(10);
  }

  @Test
  void noticesWithinSecondsThatAServiceIsBack() throws Exception {
    extractor.hangs();
    awaitOverview(view -> state(view, 0).equals("UNREACHABLE"));

    extractor.answers(200, "{\"status\":\"UP\",\"components\":{}}");

    awaitOverview(view -> state(view, 0).equals("UP"));
  }

  @Test
  void passesForeignTextOnAsJsonText() throws Exception {
    extractor.answers(
        200,
        "{\"status\":\"UP\",\"components\":{\"<b>x</b>\":{\"status\":\"<i>\",\"details\":{}}}}");

    JsonNode overview = awaitOverview(view -> state(view, 0).equals("UP"));

    assertThat(overview.at("/services/0/components/0/name").asString()).isEqualTo("<b>x</b>");
    assertThat(get("/api/overview").headers().firstValue("Content-Type"))
        .contains("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/rehearsals/20260101-120000-postgres"})
  void servesPagesWithoutInlineScriptOrStyle(String path) throws Exception {
    HttpResponse<String> page = get(path);

    assertThat(page.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.body())
        .doesNotContain("<style")
        .doesNotContainPattern("\\sstyle=")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContainPattern("<script(?![^>]*src=)");
  }

  @Test
  void servesWhatPagesNeed() throws Exception {
    for (String script : List.of("/js/main.js", "/js/report.js")) {
      assertThat(get(script).body()).doesNotContain("innerHTML", "insertAdjacentHTML");
    }
    assertThat(get("/css/base.css").statusCode()).isEqualTo(200);
    assertThat(get("/icon.svg").statusCode()).isEqualTo(200);
  }

  private DashboardSettings settings() {
    return new DashboardSettings(
        new OperationsSettings("127.0.0.1", 0),
        List.of(
            new Target("extractor", extractor.address()),
            new Target("graphinator", graphinator.address()),
            new Target("tableinator", tableinator.address())),
        new ManagementSettings(
            broker.address(), "guest", "guest", "/", TrustedCertificates.OF_THE_JVM),
        Duration.ofMillis(100),
        LIMIT);
  }

  /** Asks until the condition holds; the test's timeout ends it otherwise. */
  private JsonNode awaitOverview(Predicate<JsonNode> condition) throws Exception {
    JsonNode view = overview();
    while (!condition.test(view)) {
      Thread.sleep(50);
      view = overview();
    }
    return view;
  }

  private JsonNode overview() throws Exception {
    return JsonMapper.shared().readTree(get("/api/overview").body());
  }

  private HttpResponse<String> get(String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + dashboard.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static String state(JsonNode view, int service) {
    return view.at("/services/" + service + "/state").asString();
  }

  private static String reason(JsonNode view, int service) {
    return view.at("/services/" + service + "/reason").asString("");
  }

  private static String brokerState(JsonNode view) {
    return view.at("/broker/state").asString();
  }
}
