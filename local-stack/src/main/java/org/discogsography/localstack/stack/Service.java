package org.discogsography.localstack.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.Startup;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Ports;
import org.discogsography.localstack.process.Launch;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.ManagedProcess;
import tools.jackson.databind.JsonNode;

/** One of the platform's services in a JVM of its own, with 256 MiB of heap. */
public final class Service implements Component {
  private static final Duration TO_START = Duration.ofMinutes(1);
  private static final Duration TO_STOP = Duration.ofSeconds(45);

  private final String name;
  private final Path built;
  private final Path directory;
  private final int port;
  private final Supplier<Map<String, String>> environment;
  private final ManagedProcess process;

  /**
   * A service of the stack.
   *
   * @param built where the build left {@code name.jar} and {@code lib}
   * @param environment its settings, asked for at each start
   */
  Service(
      String name,
      Path built,
      Path directory,
      int port,
      Supplier<Map<String, String>> environment) {
    this.name = name;
    this.built = built;
    this.directory = directory;
    this.port = port;
    this.environment = environment;
    this.process = new ManagedProcess(name, directory.resolve("pid"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String location() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public Path log() {
    return directory.resolve(name + ".log");
  }

  @Override
  public ManagedProcess process() {
    return process;
  }

  @Override
  public void start() {
    if (process.running()) {
      resume();
      return;
    }
    Directories.create(directory);
    Ports.requireFree(name, port);
    Path program = copyProgram();
    process.start(new Launch(command(program), environment.get(), directory, log()));
    new Startup(name, process, log(), TO_START).await(this::answers);
  }

  @Override
  public void stop() {
    process.terminate(TO_STOP);
  }

  @Override
  public boolean answers() {
    return HttpJson.ok(location() + "/health/live");
  }

  @Override
  public String health() {
    if (!running() || paused()) {
      return Component.super.health();
    }
    return healthReport().map(report -> report.path("status").asString("")).orElse("UNREACHABLE");
  }

  /** What it says about itself; empty while it does not answer. */
  public Optional<JsonNode> healthReport() {
    return HttpJson.get(location() + "/health");
  }

  Path directory() {
    return directory;
  }

  private List<String> command(Path program) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "-jar",
        program.toString());
  }

  /** A copy: a build must not change the classes under a service that runs. */
  private Path copyProgram() {
    Path jar = built.resolve(name + ".jar");
    if (!Files.isRegularFile(jar)) {
      throw new LocalStackException(name + " has not been built: there is no " + jar + ".");
    }
    Path program = directory.resolve("program");
    Directories.delete(program);
    Path libraries = Directories.create(program.resolve("lib"));
    try {
      copy(jar, program);
      try (var files = Files.newDirectoryStream(built.resolve("lib"), "*.jar")) {
        for (Path library : files) {
          copy(library, libraries);
        }
      }
      return program.resolve(jar.getFileName());
    } catch (IOException e) {
      throw new LocalStackException("Cannot copy " + name + " to " + program + ".", e);
    }
  }

  private static void copy(Path file, Path directory) throws IOException {
    Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }
}
