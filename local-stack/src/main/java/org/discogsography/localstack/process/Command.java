package org.discogsography.localstack.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A short command that is waited for. */
public final class Command {
  private Command() {}

  /**
   * Runs a command and returns what it wrote.
   *
   * @param environment added to that of this JVM
   * @throws LocalStackException if it fails or takes longer than the deadline, with its output
   */
  public static String run(
      List<String> command, Map<String, String> environment, Path directory, Duration deadline) {
    String name = Path.of(command.getFirst()).getFileName().toString();
    try {
      // A file and not a pipe: a grandchild that stays would keep a pipe open.
      Path output = Files.createTempFile("command", ".out");
      try {
        return run(name, command, environment, directory, deadline, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new LocalStackException("Cannot run " + name + ": " + e.getMessage() + ".", e);
    } catch (InterruptedException e) {
      throw LocalStackException.interrupted("running " + name, e);
    }
  }

  private static String run(
      String name,
      List<String> command,
      Map<String, String> environment,
      Path directory,
      Duration deadline,
      Path output)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    if (!ended || process.exitValue() != 0) {
      String how = ended ? "failed with " + process.exitValue() : "took longer than " + deadline;
      throw new LocalStackException(name + " " + how + ":\n" + text.strip());
    }
    return text;
  }
}
