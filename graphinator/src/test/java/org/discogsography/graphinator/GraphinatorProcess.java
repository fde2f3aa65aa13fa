package org.discogsography.graphinator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.place.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as operators run it, with its environment and its HTTP port. */
final class GraphinatorProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final int port = Ports.free();
  private final Process process;

  GraphinatorProcess(Neo4jServer neo4j, RabbitMqServer rabbit, Map<String, String> more)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            GraphinatorMain.class.getName());
    builder.environment().put("AMQP_CONNECTION", rabbit.uri());
    builder.environment().put("NEO4J_ADDRESS", neo4j.uri());
    builder.environment().put("NEO4J_USERNAME", neo4j.username());
    builder.environment().put("NEO4J_PASSWORD", neo4j.password());
    builder.environment().put("HTTP_PORT", String.valueOf(port));
    builder.environment().putAll(more);
    this.process = builder.inheritIO().start();
  }

  /** Waits until /health is as wanted, and answers it. */
  JsonNode awaitHealth(Predicate<JsonNode> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String last = "no answer";
    while (System.nanoTime() < deadline) {
      try {
        JsonNode health = health();
        last = health.toString();
        if (wanted.test(health)) {
          return health;
        }
      } catch (IOException e) {
        last = e.toString();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    throw new AssertionError("health never became as wanted: " + last);
  }

  JsonNode health() throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get("/health").body());
  }

  int status(String path) throws IOException, InterruptedException {
    return get(path).statusCode();
  }

  long pid() {
    return process.pid();
  }

  boolean running() {
    return process.isAlive();
  }

  /** SIGTERM; the exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      throw new AssertionError("did not end");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(10))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
