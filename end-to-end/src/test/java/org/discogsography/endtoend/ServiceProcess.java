package org.discogsography.endtoend;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One service in a JVM of its own, started from its jar as an operator would. */
final class ServiceProcess implements AutoCloseable {
  private static final Duration TO_STOP = Duration.ofSeconds(30);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String name;
  private final Process process;
  private final int port;
  private final Path log;

  private ServiceProcess(String name, Process process, int port, Path log) {
    this.name = name;
    this.process = process;
    this.port = port;
    this.log = log;
  }

  static ServiceProcess start(
      String name, String alias, Map<String, String> environment, Path directory) {
    int port = freePort();
    Path log = directory.resolve(alias + ".log");
    Path jar = projectRoot().resolve(name).resolve("target").resolve(name + ".jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException("not built: " + jar);
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-jar",
            jar.toString());
    builder.environment().putAll(environment);
    builder.environment().put("HTTP_PORT", Integer.toString(port));
    builder.directory(directory.toFile());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new ServiceProcess(alias, process, port, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The body of a JSON address, or a missing node while the service does not answer. */
  JsonNode get(String path) throws InterruptedException {
    try {
      return JsonMapper.shared().readTree(response(path).body());
    } catch (IOException e) {
      return JsonMapper.shared().missingNode();
    }
  }

  String text(String path) throws IOException, InterruptedException {
    return response(path).body();
  }

  /** All of its health, or a missing node; for messages too. */
  JsonNode health() {
    try {
      return get("/health");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return JsonMapper.shared().missingNode();
    }
  }

  /** What Prometheus would read, or nothing while the service does not answer. */
  String metrics() {
    try {
      return text("/metrics");
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  int status(String path) throws InterruptedException {
    try {
      return response(path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  String address() {
    return "http://127.0.0.1:" + port;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGSTOP: its connections stay open, and it says nothing. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(pid())).inheritIO().start().waitFor();
  }

  /** SIGTERM, and what the process ended with. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError(name + " did not stop within " + TO_STOP + "\n" + log());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  static Path projectRoot() {
    File directory = new File("").getAbsoluteFile();
    while (!new File(directory, "local-stack").isDirectory()) {
      directory = directory.getParentFile();
    }
    return directory.toPath();
  }

  private HttpResponse<String> response(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(5)).build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
