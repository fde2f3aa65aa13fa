package org.discogsography.resilience.operations.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.operations.api.OperationsApi;
import org.discogsography.resilience.operations.api.Resources;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.resource.EventJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An application with a real pool, whose server is stopped, hangs, and comes back. */
@Timeout(120)
class RequestOutageFaultIT {
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Does nothing: what a request costs on this machine at this moment is no part of the bars. */
  private static final String UNGUARDED = "/metrics";

  private final PostgresServer server = TestServers.postgres();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ResilientPostgresPool pool =
      ResilientPostgresPool.open(
          PostgresSettings.of(
              "127.0.0.1", server.port(), server.database(), server.username(), server.password()),
          meters);
  private final TestApplication application =
      TestApplication.start(
          new DatabaseMiddleware(
              MiddlewareSettings.DEFAULT, () -> List.of(pool.resource()), meters),
          this::routes);

  @AfterEach
  void heal() {
    if (server.paused()) {
      server.resume();
    }
    server.start();
    application.close();
    pool.close();
  }

  @Test
  void aHundredRequestsAtOnceAreRefusedWithinASecondAndServedAgainByThemselves() throws Exception {
    awaitStatus("POST", "/number", 200);

    server.stop();
    awaitStatus("POST", "/number", 503);
    hundredAtOnce("POST", UNGUARDED);
    long bar = slowest(hundredAtOnce("POST", UNGUARDED)) + SOON.toMillis();
    List<Answer> refused = quickestOfThree("POST");
    List<Answer> reads = quickestOfThree("GET");

    assertThat(slowest(refused)).isLessThan(bar);
    assertThat(slowest(reads)).isLessThan(bar);
    assertThat(application.send("GET", "/resilience/health").statusCode()).isEqualTo(200);

    server.start();
    long began = System.nanoTime();
    awaitStatus("POST", "/number", 200);
    System.out.printf(
        "slowest of 100 refusals %d ms, of 100 reads %d ms; served %d ms after the start%n",
        slowest(refused), slowest(reads), (System.nanoTime() - began) / 1_000_000);
    assertThat(hundredAtOnce("POST", "/number")).allMatch(each -> each.status() == 200);
  }

  @Test
  void healthAndTheOperationsApiAnswerWithinAHundredMillisecondsWhileTheServerHangs()
      throws Exception {
    awaitStatus("POST", "/number", 200);
    List<String> paths = List.of("/health", "/resilience/health", "/api/database-recovery/alerts");
    for (String path : paths) {
      application.send("GET", path);
    }

    server.pause();
    Duration bar = median(nineTimes(UNGUARDED)).plusMillis(100);
    for (String path : paths) {
      assertThat(median(nineTimes(path))).as(path).isLessThan(bar);
    }
  }

  @Test
  void aTransactionThatAHandlerLeavesBrokenIsNotTheNextRequests() throws Exception {
    awaitStatus("POST", "/number", 200);
    for (int i = 0; i < 10; i++) {
      assertThat(application.send("POST", "/abort").statusCode()).isEqualTo(500);
      assertThat(application.send("GET", "/number").body()).isEqualTo("1");
    }
    assertThat(pool.status().active()).isZero();
  }

  private void routes(RoutesConfig routes) {
    routes.get("/number", this::number);
    routes.post("/number", this::number);
    routes.get(UNGUARDED, context -> context.result("nothing"));
    routes.post(UNGUARDED, context -> context.result("nothing"));
    routes.post(
        "/abort",
        context ->
            pool.transaction(connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("set local search_path = nowhere");
                statement.execute("select 1 / 0");
              } catch (SQLException e) {
                throw new IllegalStateException("the handler goes on with its transaction", e);
              }
              return "never";
            }));
    routes.get(
        "/health",
        context -> {
          ComponentHealth health = pool.health().health();
          assertThat(health.details()).containsKey("circuit_breaker");
          context.result(health.status().name());
        });
    OperationsApi.of(
            Environment.of(java.util.Map.of()),
            new Resources(List.of(pool.resource())),
            new EventJournal())
        .addTo(routes);
  }

  private void number(Context context) throws InterruptedException {
    context.result(pool.transaction(RequestOutageFaultIT::one));
  }

  private static String one(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1")) {
      rows.next();
      return rows.getString(1);
    }
  }

  private record Answer(int status, Duration took) {}

  private Answer timed(String method, String path) throws Exception {
    long began = System.nanoTime();
    HttpResponse<String> answer = application.send(method, path);
    return new Answer(answer.statusCode(), Duration.ofNanos(System.nanoTime() - began));
  }

  /** Whoever had to wait for the server would have to in every round. */
  private List<Answer> quickestOfThree(String method) throws Exception {
    List<List<Answer>> rounds = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<Answer> answers = hundredAtOnce(method, "/number");
      assertThat(answers).as("reads are tried, and fail").allMatch(each -> each.status() == 503);
      rounds.add(answers);
    }
    return rounds.stream().min(Comparator.comparing(RequestOutageFaultIT::slowest)).orElseThrow();
  }

  private List<Answer> hundredAtOnce(String method, String path) throws Exception {
    List<Future<Answer>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        asked.add(threads.submit(() -> timed(method, path)));
      }
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> each : asked) {
        answers.add(each.get(60, TimeUnit.SECONDS));
      }
      return answers;
    }
  }

  private List<Answer> nineTimes(String path) throws Exception {
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      answers.add(timed("GET", path));
    }
    assertThat(answers).as(path).allMatch(each -> each.status() == 200);
    return answers;
  }

  /** Not of the slowest: this machine may do something else at the same time. */
  private static Duration median(List<Answer> answers) {
    return answers.stream().map(Answer::took).sorted().toList().get(answers.size() / 2);
  }

  private static long slowest(List<Answer> answers) {
    return answers.stream().mapToLong(each -> each.took().toMillis()).max().orElse(0);
  }

  /** The test's timeout ends it otherwise. */
  private void awaitStatus(String method, String path, int status) throws Exception {
    while (application.send(method, path).statusCode() != status) {
      Thread.sleep(20);
    }
  }
}
