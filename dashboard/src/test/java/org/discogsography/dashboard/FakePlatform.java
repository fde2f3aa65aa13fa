package org.discogsography.dashboard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.ManagementSettings;
import org.discogsography.dashboard.live.Ticker;
import org.discogsography.dashboard.rehearsal.RehearsalSettings;
import org.discogsography.dashboard.services.Target;
import org.discogsography.dashboard.stores.StoreSource;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsSettings;
import org.discogsography.resilience.operations.ProcessMeters;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.tls.TrustedCertificates;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard over services and a broker that say what a test wants. */
public final class FakePlatform implements AutoCloseable {
  private static final String TOKEN = "a-token-of-the-tests-that-is-long-enough";

  public final FakeHttp extractor;
  public final FakeHttp graphinator;
  public final FakeHttp tableinator;
  public final FakeHttp broker;
  private final ProcessMeters meters = new ProcessMeters();
  private final List<StoreSource> stores;
  private ServiceRoutes routes = ServiceRoutes.none();
  private RehearsalSettings rehearsals =
      RehearsalSettings.from(Environment.of(Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN)));
  private Duration pollInterval = Duration.ofMillis(500);
  private Duration pollTimeout = Duration.ofSeconds(1);
  private Dashboard dashboard;

  private FakePlatform(List<StoreSource> stores) throws IOException {
    this.stores = stores;
    extractor = FakeHttp.start();
    graphinator = FakeHttp.start();
    tableinator = FakeHttp.start();
    broker = FakeHttp.start();
  }

  /** Everybody answers 404 until told otherwise. */
  public static FakePlatform with(StoreSource... stores) throws IOException {
    return new FakePlatform(List.of(stores));
  }

  /** The dashboard begins to look; port 0 takes any. */
  public FakePlatform watch(int port) {
    dashboard =
        Dashboard.start(
            new ServiceHealth("dashboard"),
            meters.registry(),
            settings(port),
            rehearsals,
            stores,
            routes);
    return this;
  }

  /** Served beside the page from the next start on. */
  public FakePlatform serves(ServiceRoutes more) {
    routes = more;
    return this;
  }

  /** It asks as often as it does unless it is told otherwise: more seldom than other tests want. */
  public FakePlatform asksAsByDefault() {
    DashboardSettings defaults = DashboardSettings.from(Environment.of(Map.of()));
    pollInterval = defaults.pollInterval();
    pollTimeout = defaults.pollTimeout();
    return this;
  }

  /** Reports are read from there and written there, from the next start on. */
  public FakePlatform keepsReportsIn(Path directory) {
    rehearsals =
        RehearsalSettings.from(
            Environment.of(
                Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN, "REHEARSALS_DIR", directory.toString())));
    return this;
  }

  public int port() {
    return dashboard.port();
  }

  public URI page() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  public Ticker ticker() {
    return dashboard.ticker();
  }

  /**
   * Announces one, as scripts/rehearse does.
   *
   * @return its id
   */
  public String rehearse(String target) throws IOException, InterruptedException {
    String body = "{\"target\": \"%s\", \"how\": \"stop\", \"downSeconds\": 5}".formatted(target);
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    HttpResponse<String> answer = post("", body);
    // Nothing is rehearsed before everything was seen once.
    while (answer.statusCode() == 409 && System.nanoTime() < deadline) {
      Thread.sleep(200);
      answer = post("", body);
    }
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.body());
    }
    return JsonMapper.shared().readTree(answer.body()).path("id").asString();
  }

  /** The driver's mark: stopped, started or abort. */
  public void mark(String id, String what) throws IOException, InterruptedException {
    HttpResponse<String> answer = post("/" + id + "/" + what, "");
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.body());
    }
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(page().resolve("/api/rehearsals" + path))
            .header("Authorization", "Bearer " + TOKEN)
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** Only the dashboard goes. */
  public void stopDashboard() {
    dashboard.close();
  }

  @Override
  public void close() {
    stopDashboard();
    new ArrayList<>(List.of(extractor, graphinator, tableinator, broker)).forEach(FakeHttp::close);
    meters.close();
  }

  private DashboardSettings settings(int port) {
    return new DashboardSettings(
        new OperationsSettings("127.0.0.1", port),
        List.of(
            new Target("extractor", extractor.address()),
            new Target("graphinator", graphinator.address()),
            new Target("tableinator", tableinator.address())),
        new ManagementSettings(
            broker.address(), "guest", "guest", "/", TrustedCertificates.OF_THE_JVM),
        pollInterval,
        pollTimeout);
  }
}
