package org.discogsography.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.Component;
import org.discogsography.localstack.place.Project;
import org.discogsography.localstack.stack.Stack;
import org.discogsography.localstack.stack.StackSettings;

/** A stack as scripts/up makes one, in a directory and on ports of its own, with a small sample. */
final class PrivateStack implements AutoCloseable {
  private static final int PORT_OFFSET = 4_200;

  private final Path home;
  private final Stack stack;

  PrivateStack(Path home) {
    this.home = home;
    this.stack = new Stack(new StackSettings(Project.find(), home, PORT_OFFSET));
  }

  /** Starts servers and services, all at once, as none of them waits for another. */
  void start(int releases) throws Exception {
    SampleDump.generated(1, releases).into(Files.createDirectories(home.resolve("sample")));
    Files.createFile(home.resolve("lock"));
    all(stack.components(), Component::start);
  }

  Stack stack() {
    return stack;
  }

  /** What a script left. */
  record Run(int status, String output) {}

  /** A script of the project, told of this stack. */
  Run script(Duration limit, String name, String... arguments) throws Exception {
    Path root = ServiceProcess.projectRoot();
    List<String> command = new ArrayList<>();
    command.add(root.resolve("scripts").resolve(name).toString());
    command.addAll(List.of(arguments));
    Path output = home.resolve(name + ".out");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DISCOGSOGRAPHY_HOME", home.toString());
    builder.environment().put("DISCOGSOGRAPHY_PORT_OFFSET", Integer.toString(PORT_OFFSET));
    // The reactor has built everything.
    builder.environment().put("DISCOGSOGRAPHY_BUILT", "yes");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("RESILIENCE_ADMIN_TOKEN");
    builder.environment().remove("RESILIENCE_ADMIN_TOKEN_FILE");
    Process process = builder.redirectOutput(output.toFile()).start();
    boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroy();
    }
    return new Run(ended ? process.exitValue() : -1, Files.readString(output));
  }

  @Override
  public void close() throws IOException {
    all(stack.services(), Component::stop);
    all(stack.servers(), Component::kill);
    stack.clean();
  }

  private static void all(
      List<? extends Component> components, java.util.function.Consumer<Component> work) {
    CompletableFuture.allOf(
            components.stream()
                .map(one -> CompletableFuture.runAsync(() -> work.accept(one)))
                .toArray(CompletableFuture[]::new))
        .orTimeout(3, TimeUnit.MINUTES)
        .join();
  }
}
