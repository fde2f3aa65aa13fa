package org.discogsography.resilience.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@link SampleService} in a JVM of its own. */
final class SampleProcess implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final BufferedReader output;

  private SampleProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static SampleProcess start(Map<String, String> settings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(SampleService.class.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("HTTP_"));
    builder.environment().putAll(settings);
    return new SampleProcess(builder.start());
  }

  /** Reads until a line contains the text. */
  String awaitLine(String text) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("the process ended without a line that contains " + text);
  }

  int port() throws IOException {
    return Integer.parseInt(awaitLine("port ").substring("port ".length()));
  }

  /** SIGTERM. */
  void terminate() {
    // The process's own destroy() would close its output before we read it.
    process.toHandle().destroy();
  }

  int awaitStatus() throws InterruptedException {
    if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("the process did not end");
    }
    return process.exitValue();
  }

  List<String> rest() throws IOException {
    return output.lines().toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
