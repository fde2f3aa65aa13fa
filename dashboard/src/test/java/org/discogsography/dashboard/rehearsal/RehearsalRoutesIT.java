package org.discogsography.dashboard.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Rehearsals over HTTP. */
@Timeout(60)
class RehearsalRoutesIT {
  private static final String TOKEN = "0123456789abcdef";
  private static final String START = "{\"target\": \"postgres\", \"criteria\": {\"recover\": 7}}";

  private final Scene scene = new Scene();
  private final ProcessMeters meters = new ProcessMeters();
  private final HttpClient client = HttpClient.newHttpClient();
  private OperationsServer server = start(Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN));

  @AfterEach
  void stop() {
    server.close();
    client.close();
    meters.close();
  }

  @Test
  void changingNeedsTheTokenAndReadingDoesNot() throws Exception {
    for (String path : List.of("", "/x/stopped", "/x/started", "/x/abort")) {
      assertThat(post(path, START, "wrong").statusCode()).as(path).isEqualTo(401);
    }
    assertThat(get("").statusCode()).isEqualTo(200);
    assertThat(get("").body()).isEqualTo("{\"rehearsals\":[]}");
  }

  @Test
  void withoutATokenConfiguredNobodyRehearses() throws Exception {
    server.close();
    server = start(Map.of());

    assertThat(post("", START, TOKEN).statusCode()).isEqualTo(403);
  }

  @Test
  void aRehearsalIsAnnouncedMarkedAndRead() throws Exception {
    scene.seconds(2);
    HttpResponse<String> announced = post("", START, TOKEN);
    assertThat(announced.statusCode()).as(announced.body()).isEqualTo(201);
    String id = json(announced).path("id").asString();

    HttpResponse<String> second = post("", START, TOKEN);
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(json(second).path("error").asString()).contains("watched already", id);

    assertThat(post("/" + id + "/started", "", TOKEN).statusCode()).isEqualTo(409);
    assertThat(post("/" + id + "/stopped", "", TOKEN).statusCode()).isEqualTo(200);
    scene.gone(Server.POSTGRES).seconds(2);
    JsonNode listed = json(get("")).at("/rehearsals/0");
    assertThat(listed.path("phase").asString()).isEqualTo("Holding");
    assertThat(listed.path("verdict").asString()).isEqualTo("RUNNING");
    assertThat(listed.at("/criteria/1/limit").asString()).isEqualTo("at most 7.0 s");
    assertThat(listed.path("chart").isNull()).isTrue();

    assertThat(post("/" + id + "/started", "", TOKEN).statusCode()).isEqualTo(200);
    scene.back(Server.POSTGRES).seconds(30);
    assertThat(json(get("/" + id + "/report.json")).path("verdict").asString()).isEqualTo("PASS");
    HttpResponse<String> text = get("/" + id + "/report.md");
    assertThat(text.body()).startsWith("# PASS: PostgreSQL was away");
    assertThat(text.headers().firstValue("Content-Type")).contains("text/markdown; charset=utf-8");
    assertThat(post("/" + id + "/abort", "", TOKEN).statusCode()).isEqualTo(409);
  }

  @Test
  void whatMakesNoSenseIsRefusedWithASentence() throws Exception {
    HttpResponse<String> refused = post("", "{\"target\": \"mysql\"}", TOKEN);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(json(refused).path("error").asString())
        .isEqualTo("target is postgres, neo4j or rabbitmq.");
    assertThat(get("/nothing/report.md").statusCode()).isEqualTo(404);
  }

  private OperationsServer start(Map<String, String> variables) {
    RehearsalSettings settings = RehearsalSettings.from(Environment.of(variables));
    return OperationsServer.start(
        new OperationsSettings("127.0.0.1", 0),
        new ServiceHealth("dashboard"),
        meters.registry(),
        new RehearsalRoutes(scene.rehearsals(), settings.token()));
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + token)
            .POST(BodyPublishers.ofString(body))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/rehearsals" + path);
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
