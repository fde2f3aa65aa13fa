package org.discogsography.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.FakeHttp;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.broker.ManagementSettings;
import org.discogsography.dashboard.rehearsal.RehearsalSettings;
import org.discogsography.dashboard.rehearsal.Rehearsing;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.dashboard.services.Target;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.discogsography.resilience.tls.TrustedCertificates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whole outages of PostgreSQL, by what services and a broker say of them each second, in no more
 * time than the questions take. Reports are what the dashboard itself makes of that.
 */
final class PlayedOutages implements InstantSource, AutoCloseable {
  private static final String TOKEN = "a-token-of-the-tests-that-is-long-enough";
  private static final int MOST_SECONDS = 120;

  private final BoundedHttp http = new BoundedHttp(Duration.ofSeconds(5));
  private final HttpClient client = HttpClient.newHttpClient();
  private final ProcessMeters meters = new ProcessMeters();
  private final FakeHttp extractor = FakeHttp.start();
  private final FakeHttp graphinator = FakeHttp.start();
  private final FakeHttp tableinator = FakeHttp.start();
  private final FakeHttp broker = FakeHttp.start();
  private final List<ServiceWatch> services;
  private final BrokerWatch queues;
  private final Rehearsing rehearsing;
  private final OperationsServer server;
  private Instant now;
  private Instant away;
  private long sent;
  private long inGraph;
  private long inTables;

  /**
   * Nothing has happened yet.
   *
   * @param begin when the first of them begins
   * @param reports where reports go
   */
  PlayedOutages(Instant begin, Path reports) throws IOException {
    now = begin;
    services =
        List.of(
            watch("extractor", extractor),
            watch("graphinator", graphinator),
            watch("tableinator", tableinator));
    queues =
        BrokerWatch.over(
            http,
            new ManagementSettings(
                broker.address(), "guest", "guest", "/", TrustedCertificates.OF_THE_JVM),
            this);
    RehearsalSettings settings =
        RehearsalSettings.from(
            Environment.of(
                Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN, "REHEARSALS_DIR", reports.toString())));
    rehearsing = Rehearsing.over(services, queues, settings, this);
    server =
        OperationsServer.start(
            new OperationsSettings("127.0.0.1", 0),
            new ServiceHealth("dashboard"),
            meters.registry(),
            rehearsing.routes());
  }

  @Override
  public Instant instant() {
    return now;
  }

  /** Announced, and what a driver would mark; while messages flow or not. */
  void rehearse(int messages, double mostSecondsToRecover) throws Exception {
    seconds(12, messages);
    String criteria = "{\"recover\": %s}".formatted(mostSecondsToRecover);
    String id =
        post("", "{\"target\": \"postgres\", \"how\": \"stop\", \"criteria\": " + criteria + "}")
            .path("id")
            .asString();
    seconds(12, messages);
    post("/" + id + "/stopped", "");
    now = now.plusMillis(400);
    away = now;
    seconds(20, messages);
    post("/" + id + "/started", "");
    seconds(1, messages);
    finish();
  }

  /** Nobody has announced it. */
  void happen(int messages) throws Exception {
    seconds(20, messages);
    away = now;
    seconds(15, messages);
    finish();
  }

  private void finish() throws Exception {
    away = null;
    for (int second = 0; second < MOST_SECONDS && (second == 0 || runs()); second++) {
      seconds(1, 0);
    }
    assertThat(runs()).as("it has ended").isFalse();
  }

  private boolean runs() throws Exception {
    return json(HttpRequest.newBuilder(uri("")))
        .path("rehearsals")
        .path(0)
        .path("verdict")
        .asString()
        .equals("RUNNING");
  }

  /** Each pipeline does three times what usually comes, where it can. */
  private void seconds(int seconds, int messages) {
    for (int i = 0; i < seconds; i++) {
      now = now.plusSeconds(1);
      sent += messages;
      inGraph = Math.min(sent, inGraph + 3_600);
      inTables = away == null ? Math.min(sent, inTables + 3_600) : inTables;
      say();
      services.forEach(ServiceWatch::poll);
      queues.poll();
      rehearsing.poll();
    }
  }

  private void say() {
    extractor.answers(
        200,
        """
        {"status":"UP","components":{"rabbitmq":{"status":"UP","details":{}},
         "extraction":{"status":"UP","details":{"types":{"releases":{"confirmed":%d}}}}}}
        """
            .formatted(sent));
    graphinator.answers(200, worker("graphinator", "neo4j", inGraph, null));
    tableinator.answers(200, worker("tableinator", "postgres", inTables, away));
    broker.serves(request ->
        request.startsWith("/api/nodes")
            ? "[]"
            : "[%s,%s]"
                .formatted(
                    queue("graphinator", sent - inGraph), queue("tableinator", sent - inTables)));
  }

  private static String worker(String name, String store, long done, Instant since) {
    String paused = since == null ? "" : ",\"paused_since\":\"%s\"".formatted(since);
    String gone = since == null ? "" : "\"since\":\"%s\"".formatted(since);
    return """
    {"status":"UP","components":{"rabbitmq":{"status":"UP","details":{}},
     "%s":{"status":"%s","details":{%s}},"work":{"status":"UP","details":{
      "discogsography.%s.releases":{"state":"%s","consumed":%d,"written":%d%s}}}}}
    """
        .formatted(
            store,
            since == null ? "UP" : "DOWN",
            gone,
            name,
            since == null ? "running" : "waiting",
            done,
            done,
            paused);
  }

  private static String queue(String sink, long ready) {
    return """
    {"name":"discogsography.%s.releases","vhost":"/","messages_ready":%d,
     "messages_unacknowledged":0,"messages":%d,"consumers":1}
    """
        .formatted(sink, ready, ready);
  }

  private ServiceWatch watch(String name, FakeHttp service) {
    return ServiceWatch.over(http, new Target(name, service.address()), this);
  }

  private JsonNode post(String path, String body) throws Exception {
    return json(
        HttpRequest.newBuilder(uri(path))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofString(body)));
  }

  private JsonNode json(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JsonMapper.shared().readTree(answer.body());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + "/api/rehearsals" + path);
  }

  @Override
  public void close() {
    server.close();
    new ArrayList<>(List.of(extractor, graphinator, tableinator, broker)).forEach(FakeHttp::close);
    http.close();
    client.close();
    meters.close();
  }
}
