package org.discogsography.resilience.operations.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.resource.AlertSettings;
import org.discogsography.resilience.resource.EventJournal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operations API on a port, half a minute after its resources were checked. */
final class TestApi implements AutoCloseable {
  static final String TOKEN = "a-token-for-tests-only";
  static final Map<String, String> WITH_TOKEN = Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN);
  static final Map<String, String> WITH_FAULTS =
      Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN, "RESILIENCE_FAULT_INJECTION", "true");
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:30Z");

  final HttpClient http = HttpClient.newHttpClient();
  private final OperationsServer server;

  private TestApi(OperationsServer server) {
    this.server = server;
  }

  static TestApi start(Map<String, String> variables, FakeResource... resources) {
    Environment environment = Environment.of(variables);
    Resources all =
        new Resources(
            Arrays.asList(resources), AlertSettings.DEFAULT, Clock.fixed(NOW, ZoneOffset.UTC));
    OperationsServer server =
        OperationsServer.start(
            new OperationsSettings("127.0.0.1", 0),
            new ServiceHealth("test"),
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
            OperationsApi.of(environment, all, new EventJournal()));
    environment.check();
    return new TestApi(server);
  }

  JsonNode get(String path) throws IOException, InterruptedException {
    return json(send("GET", path, "", null));
  }

  JsonNode post(String path, String body) throws IOException, InterruptedException {
    return json(send("POST", path, body, TOKEN));
  }

  static JsonNode json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(response.body());
  }

  HttpResponse<String> send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = request(path).method(method, BodyPublishers.ofString(body));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  @Override
  public void close() {
    // First, because a server that stops waits for connections that are kept alive.
    http.close();
    server.close();
  }
}
