package org.discogsography.extractor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program in a JVM of its own, as an operator starts it. */
final class ExtractorProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern PORT = Pattern.compile("Listening on http://127.0.0.1:(\\d+)");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final Process process;
  private final Path log;

  private ExtractorProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static ExtractorProcess start(Path log, Map<String, String> settings, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ExtractorMain.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HTTP_PORT", "0");
    builder.environment().putAll(settings);
    Files.deleteIfExists(log);
    builder.redirectOutput(log.toFile());
    return new ExtractorProcess(builder.start(), log);
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. */
  int terminate() throws Exception {
    process.destroy();
    return status();
  }

  int status() throws Exception {
    return status(PATIENCE);
  }

  int status(Duration limit) throws Exception {
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("the extractor did not end:\n" + log());
    }
    return process.exitValue();
  }

  /** Details of the component in its health, or a missing node. */
  JsonNode health() throws Exception {
    HttpResponse<String> answer = send(request("/health").build());
    return JsonMapper.shared().readTree(answer.body()).at("/components/extraction/details");
  }

  HttpResponse<String> trigger(String token) throws Exception {
    HttpRequest.Builder request = request("/trigger").POST(HttpRequest.BodyPublishers.noBody());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.build());
  }

  void awaitState(String state) throws Exception {
    Awaiting.until(state, () -> health().path("state").asString("").equals(state));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private HttpRequest.Builder request(String path) throws Exception {
    Awaiting.until("a port", () -> PORT.matcher(log()).find());
    Matcher port = PORT.matcher(log());
    if (!port.find()) {
      throw new AssertionError("it was there a moment ago");
    }
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + path))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
