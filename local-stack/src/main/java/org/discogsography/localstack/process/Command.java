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
   * Runs a command and returns what it wrote on its standard output; what it warns of is no part of
   * that.
   *
   * @param environment added to that of this JVM
   * @throws LocalStackException if it fails or takes longer than the deadline, with all that it
   *     wrote
   */
  public static String run(
      List<String> command, Map<String, String> environment, Path directory, Duration deadline) {
    String name = Path.of(command.getFirst()).getFileName().toString();
    try {
      // Files and not pipes: a grandchild that stays would keep a pipe open.
      Written written =
          new Written(
              Files.createTempFile("command", ".out"), Files.createTempFile("command", ".err"));
      try {
        return run(name, command, environment, directory, deadline, written);
      } finally {
        written.delete();
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
      Written written)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectOutput(written.output().toFile()).redirectError(written.errors().toFile());
    Process process = builder.start();
    boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    if (!ended || process.exitValue() != 0) {
      String how = ended ? "failed with " + process.exitValue() : "took longer than " + deadline;
      throw new LocalStackException(name + " " + how + ":\n" + written.all());
    }
    return text(written.output());
  }

  /** Where a command's words go. */
  private record Written(Path output, Path errors) {
    private String all() throws IOException {
      return (text(output).strip() + "\n" + text(errors).strip()).strip();
    }

    private void delete() throws IOException {
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }
}
