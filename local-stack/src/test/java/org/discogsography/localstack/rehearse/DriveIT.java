package org.discogsography.localstack.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.discogsography.localstack.process.LocalStackException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is done to a server, and when, by what a dashboard says. */
@Timeout(60)
class DriveIT {
  private static final String RUNNING = "{\"phase\": \"Baseline\", \"endedAt\": null}";
  private static final String ABORTED =
      "{\"endedAt\": \"2026-11-21T12:00:00Z\", \"problem\": \"It was aborted.\"}";
  private static final String PASSED =
      "{\"endedAt\": \"2026-11-21T12:00:00Z\", \"verdict\": \"PASS\", \"problem\": \"\"}";

  /** What was done, by the driver's calls and to the server. */
  private final List<String> done = new CopyOnWriteArrayList<>();

  private HttpServer dashboard;
  private volatile String report = RUNNING;
  private volatile int status = 200;

  @BeforeEach
  void start() throws IOException {
    dashboard = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    dashboard.createContext("/api/rehearsals", this::answer);
    dashboard.start();
  }

  @AfterEach
  void stop() {
    dashboard.stop(0);
  }

  @Test
  void aServerIsTakenAwayOnceItIsSaidAndSaidToBeBackOnceItAnswers() {
    assertThat(run().path("verdict").asString()).isEqualTo("PASS");

    assertThat(done).containsExactly("start", "stopped", "take", "give", "answers", "started");
  }

  @Test
  void aServerThatNobodyWatchesAnyMoreIsLeftAlone() {
    report = ABORTED;

    assertThatThrownBy(this::run)
        .isInstanceOf(LocalStackException.class)
        .hasMessage("The dashboard no longer watches, so neo4j was left alone: It was aborted.");
    assertThat(done).containsExactly("start");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 409, 500})
  void aMarkThatIsRefusedIsNotHeard(int refusal) {
    status = refusal;

    assertThatThrownBy(this::run)
        .isInstanceOf(LocalStackException.class)
        .hasMessage(
            "The dashboard does not hear that neo4j is to be taken away, so neo4j was left alone.");
    assertThat(done).containsExactly("start", "stopped", "abort");
  }

  private JsonNode run() {
    Duration moment = Duration.ofMillis(50);
    Drive.Course course =
        new Drive.Course("neo4j", How.STOP, moment, moment, Duration.ofSeconds(20));
    String address = "http://127.0.0.1:" + dashboard.getAddress().getPort();
    Screen screen =
        new Screen(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
    return new Drive(
            new DashboardApi(address, "token"), new RecordedSwitch(done), screen, course, null)
        .run(Map.of());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (exchange.getRequestMethod().equals("GET")) {
      send(exchange, 200, report);
    } else if (path.equals("/api/rehearsals")) {
      done.add("start");
      send(exchange, 201, "{\"id\": \"20261121-120000-neo4j\"}");
    } else {
      String mark = path.replaceFirst(".*/", "");
      done.add(mark);
      report = mark.equals("started") ? PASSED : report;
      send(exchange, status, "{}");
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
