package org.discogsography.resilience.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.health.ServiceHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperationsServerIT {
  private static final OperationsSettings ANY_PORT = new OperationsSettings("127.0.0.1", 0);

  private final ServiceHealth health = new ServiceHealth("sample");
  private final ProcessMeters meters = new ProcessMeters();
  private final HttpClient client = HttpClient.newHttpClient();
  private final CountDownLatch released = new CountDownLatch(1);
  private OperationsServer server;

  @BeforeEach
  void start() {
    server =
        OperationsServer.start(
            ANY_PORT,
            health,
            meters.registry(),
            routes -> {
              routes.post("/echo", context -> context.result(context.body()));
              routes.get("/bug", context -> Integer.parseInt("s3cret"));
              routes.get("/thread", context -> context.result(Thread.currentThread().toString()));
            });
  }

  @AfterEach
  void stop() {
    released.countDown();
    server.close();
    meters.close();
    client.close();
  }

  @Test
  void answersHealthAsJson() throws Exception {
    health.add(indicator("neo4j", ComponentHealth.away(Map.of("since", "noon"))));

    HttpResponse<String> answer = get("/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.body())
        .startsWith("{\"status\":\"DEGRADED\"")
        .contains("\"neo4j\":{\"status\":\"DOWN\",\"details\":{\"since\":\"noon\"}}");
  }

  @Test
  void answersWithServiceUnavailableWhatWillNotHeal() throws Exception {
    health.add(indicator("neo4j", ComponentHealth.broken(Map.of("problem", "wrong password"))));

    assertThat(get("/health").statusCode()).isEqualTo(503);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void isReadyUntilItStops() throws Exception {
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);

    health.stopping();

    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void saysWhatReadinessWaitsFor() throws Exception {
    health.addRequired(indicator("rabbitmq", ComponentHealth.away(Map.of())));

    HttpResponse<String> answer = get("/health/ready");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("\"waiting_for\":[\"rabbitmq\"]");
  }

  @Test
  void isNotLiveWhenALoopStandsStill() throws Exception {
    health.addLiveness("work", () -> false);

    assertThat(get("/health/live").statusCode()).isEqualTo(503);
  }

  @Test
  void answersInTimeWhileAnIndicatorHangs() throws Exception {
    get("/health");
    health.add(new Hanging(released));

    long before = System.nanoTime();
    HttpResponse<String> answer = get("/health");

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    assertThat(answer.body()).contains("does not answer");
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void exportsTheProcessForPrometheus() throws Exception {
    assertThat(get("/metrics").body())
        .contains("jvm_memory_used_bytes", "process_uptime_seconds", "process_files_open_files");
  }

  @Test
  void exportsItsOwnHealthForPrometheus() throws Exception {
    health.add(indicator("neo4j", ComponentHealth.away(Map.of())));

    assertThat(get("/metrics").body())
        .contains("service_health 0.5", "service_ready 1.0", "service_live 1.0");
  }

  @Test
  void refusesALargeBody() throws Exception {
    assertThat(post("/echo", "x".repeat(1000)).statusCode()).isEqualTo(200);
    assertThat(post("/echo", "x".repeat(70_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void refusesALargeBodyThatDoesNotSayItsSize() throws Exception {
    byte[] large = "x".repeat(70_000).getBytes(StandardCharsets.UTF_8);
    HttpRequest request =
        request("/echo")
            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
  }

  @Test
  void tellsNothingOfItselfToStrangers() throws Exception {
    HttpResponse<String> bug = get("/bug");

    assertThat(bug.statusCode()).isEqualTo(500);
    assertThat(bug.body()).doesNotContain("s3cret", "Exception");
    assertThat(bug.headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  void carriesSecurityHeadersOnEveryAnswer() throws Exception {
    for (String path : new String[] {"/health", "/metrics", "/bug", "/nothing"}) {
      assertThat(get(path).headers().map())
          .as(path)
          .containsKeys("content-security-policy", "x-content-type-options", "cache-control");
    }
  }

  @Test
  void tellsAMissingPathFromAWrongMethod() throws Exception {
    assertThat(get("/nothing").statusCode()).isEqualTo(404);
    assertThat(post("/health", "").statusCode()).isEqualTo(405);
  }

  @Test
  void handlesRequestsOnVirtualThreads() throws Exception {
    assertThat(get("/thread").body()).startsWith("VirtualThread");
  }

  @Test
  void saysThatThePortIsTaken() {
    OperationsSettings taken = new OperationsSettings("127.0.0.1", server.port());

    assertThatThrownBy(
            () -> OperationsServer.start(taken, health, meters.registry(), ServiceRoutes.none()))
        .isInstanceOf(PortTakenException.class)
        .hasMessageStartingWith("127.0.0.1:" + server.port() + " cannot be listened on");
  }

  @Test
  void freesItsPortWhenItCloses() {
    int port = server.port();
    server.close();

    server =
        OperationsServer.start(
            new OperationsSettings("127.0.0.1", port),
            health,
            meters.registry(),
            ServiceRoutes.none());

    assertThat(server.port()).isEqualTo(port);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(request(path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private static HealthIndicator indicator(String name, ComponentHealth answer) {
    return new HealthIndicator() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ComponentHealth health() {
        return answer;
      }
    };
  }

  private record Hanging(CountDownLatch released) implements HealthIndicator {
    @Override
    public String name() {
      return "hanging";
    }

    @Override
    public ComponentHealth health() {
      try {
        released.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return ComponentHealth.up(Map.of());
    }
  }
}
