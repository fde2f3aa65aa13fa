package org.discogsography.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.place.Ports;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Prometheus of the system, with this project's configuration and other addresses in it. */
final class Prometheus implements AutoCloseable {
  private static final Path DEPLOYED =
      ServiceProcess.projectRoot().resolve("deploy").resolve("prometheus");
  private static final Duration TO_STOP = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final String address;

  private Prometheus(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts one that looks every two seconds.
   *
   * @param addresses by what stands in the configuration
   */
  static Prometheus start(Path directory, Map<String, String> addresses) throws IOException {
    String configuration =
        Files.readString(DEPLOYED.resolve("prometheus.yml"))
            .replace(": 15s", ": 2s")
            .replace("scrape_timeout: 5s", "scrape_timeout: 2s");
    for (Map.Entry<String, String> each : addresses.entrySet()) {
      configuration =
          configuration.replace("\"" + each.getKey() + "\"", "\"" + each.getValue() + "\"");
    }
    Files.writeString(directory.resolve("prometheus.yml"), configuration);
    for (String rules : List.of("recording.rules.yml", "alerts.rules.yml")) {
      Files.copy(DEPLOYED.resolve(rules), directory.resolve(rules));
    }
    String address = "127.0.0.1:" + Ports.free();
    ProcessBuilder builder =
        new ProcessBuilder(
            "prometheus",
            "--config.file=prometheus.yml",
            "--storage.tsdb.path=data",
            "--web.listen-address=" + address);
    Process process =
        builder
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new Prometheus(process, address);
  }

  /** The data of an answer of its API; missing while it does not answer. */
  JsonNode get(String path) {
    URI uri = URI.create("http://" + address + "/api/v1/" + path);
    try {
      HttpResponse<String> answer =
          HTTP.send(
              HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build(),
              BodyHandlers.ofString());
      // While it starts it says so, in plain text.
      return answer.statusCode() == 200
          ? JsonMapper.shared().readTree(answer.body()).path("data")
          : JsonMapper.shared().missingNode();
    } catch (IOException e) {
      return JsonMapper.shared().missingNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JsonMapper.shared().missingNode();
    }
  }

  /** The series that a query gives now. */
  JsonNode query(String query) {
    return get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8)).path("result");
  }

  /** Returns when it has let go of its data. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
