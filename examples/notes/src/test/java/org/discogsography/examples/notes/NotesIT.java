package org.discogsography.examples.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as somebody would run it, over a database that is stopped under it. */
@Timeout(180)
class NotesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final PostgresServer postgres = TestServers.postgres();
  private int port;
  private Process notes;

  @BeforeEach
  void start() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            NotesMain.class.getName());
    builder
        .environment()
        .putAll(
            Map.of(
                "HTTP_PORT", Integer.toString(port),
                "POSTGRES_ADDRESS", postgres.address(),
                "POSTGRES_DATABASE", postgres.database(),
                "POSTGRES_USERNAME", postgres.username(),
                "POSTGRES_PASSWORD", postgres.password()));
    notes = builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
  }

  @AfterEach
  void stop() {
    postgres.start();
    notes.destroyForcibly();
  }

  @Test
  void staysUpWhileItsDatabaseIsStoppedAndGoesOnWithItWhenItIsBack() throws Exception {
    await("ready", () -> send("GET", "/health/ready", ""), answer -> answer.statusCode() == 200);
    assertThat(send("POST", "/notes", "first").statusCode()).isEqualTo(201);
    assertThat(send("GET", "/notes", "").body()).contains("first").contains("LIVE");

    postgres.stop();

    HttpResponse<String> stale =
        await(
            "a stale answer",
            () -> send("GET", "/notes", ""),
            answer -> answer.body().contains("STALE"));
    assertThat(stale.statusCode()).isEqualTo(200);
    assertThat(stale.body()).contains("first");
    assertThat(stale.headers().firstValue("X-Data-Freshness")).contains("stale");
    HttpResponse<String> refused = send("POST", "/notes", "second");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(send("GET", "/health", "").body()).contains("DEGRADED");
    assertThat(send("POST", "/api/database-recovery/recover", "").statusCode()).isEqualTo(403);

    postgres.start();

    await("a note", () -> send("POST", "/notes", "third"), answer -> answer.statusCode() == 201);
    assertThat(send("GET", "/notes", "").body())
        .contains("third")
        .contains("first")
        .doesNotContain("second");
    assertThat(notes.isAlive()).isTrue();
    notes.destroy();
    assertThat(notes.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(notes.exitValue()).isZero();
  }

  private Path log() {
    return directory.resolve("notes.log");
  }

  private HttpResponse<String> await(
      String what, Sending sending, Predicate<HttpResponse<String>> enough) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        HttpResponse<String> answer = sending.send();
        if (enough.test(answer)) {
          return answer;
        }
      } catch (IOException notYet) {
        // It is still starting.
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("not seen: " + what + "\n" + Files.readString(log()));
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .method(method, BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** A request that may fail while the program starts. */
  @FunctionalInterface
  private interface Sending {
    HttpResponse<String> send() throws Exception;
  }
}
