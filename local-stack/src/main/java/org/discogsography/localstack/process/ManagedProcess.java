package org.discogsography.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.discogsography.localstack.process.ProcessTree.Signal;

/**
 * A process in a session of its own that outlives the command that started it. Its pid file says
 * which process it is, so that any later command finds it again and no other process is ever
 * signalled in its place. Not thread-safe.
 */
public final class ManagedProcess implements ServerProcess {
  private static final Duration TO_DIE = Duration.ofSeconds(20);
  private static final Duration TO_FREEZE = Duration.ofSeconds(10);

  private final String name;
  private final Path pidFile;

  public ManagedProcess(String name, Path pidFile) {
    this.name = name;
    this.pidFile = pidFile;
  }

  /** Starts it; whether it works is for the caller to find out. */
  public void start(Launch launch) {
    List<String> command = new ArrayList<>(List.of("setsid"));
    command.addAll(launch.command());
    ProcessBuilder builder = new ProcessBuilder(command).directory(launch.directory().toFile());
    builder.environment().putAll(launch.environment());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()));
    try {
      remember(builder.start().pid());
    } catch (IOException e) {
      throw new LocalStackException("Cannot start " + name + ": " + e.getMessage() + ".", e);
    }
  }

  @Override
  public boolean running() {
    return identity().isPresent();
  }

  /** Whether it ended by itself: whoever ends it on purpose removes its pid file. */
  @Override
  public boolean ended() {
    return Files.exists(pidFile) && !running();
  }

  @Override
  public boolean paused() {
    return identity().filter(process -> ProcessIdentity.stopped(process.pid())).isPresent();
  }

  /**
   * Its number.
   *
   * @throws LocalStackException if it does not run
   */
  @Override
  public long pid() {
    return required().pid();
  }

  /** Asks it to end (SIGTERM), and kills what is left of it after the deadline. */
  @Override
  public void terminate(Duration deadline) {
    end(Signal.TERM, deadline);
  }

  /** As {@link #terminate(Duration)}, by SIGINT, which PostgreSQL takes as "disconnect clients". */
  public void interrupt(Duration deadline) {
    end(Signal.INT, deadline);
  }

  /** Kills it and everything it started (SIGKILL). */
  @Override
  public void kill() {
    identity().ifPresent(root -> quietly(() -> finish(ProcessTree.freeze(root))));
    forget();
  }

  /** Returns when it does not move any more: a signal takes effect a little after it was sent. */
  @Override
  public void pause() {
    ProcessIdentity root = required();
    quietly(() -> ProcessTree.freeze(root));
    if (!Await.until(TO_FREEZE, this::paused)) {
      throw new LocalStackException(name + " cannot be paused.");
    }
  }

  @Override
  public void resume() {
    ProcessIdentity root = required();
    quietly(() -> ProcessTree.signal(Signal.CONT, ProcessTree.of(root)));
  }

  private void end(Signal signal, Duration deadline) {
    identity()
        .ifPresent(root ->
            quietly(() -> {
              Set<ProcessIdentity> tree = ProcessTree.of(root);
              ProcessTree.signal(Signal.CONT, tree);
              ProcessTree.signal(signal, Set.of(root));
              Await.until(deadline, () -> !root.alive());
              if (root.alive()) {
                tree.addAll(ProcessTree.freeze(root));
              }
              finish(tree);
            }));
    forget();
  }

  private void finish(Set<ProcessIdentity> tree) throws IOException {
    ProcessTree.signal(Signal.KILL, tree);
    if (!Await.until(TO_DIE, () -> tree.stream().noneMatch(ProcessIdentity::alive))) {
      throw new LocalStackException("Process " + name + " does not end, not even when killed.");
    }
  }

  private void remember(long pid) throws IOException {
    String line = ProcessIdentity.of(pid).map(ProcessIdentity::line).orElse("");
    Path fresh = pidFile.resolveSibling(pidFile.getFileName() + ".new");
    Files.writeString(fresh, line + "\n");
    Files.move(fresh, pidFile, StandardCopyOption.ATOMIC_MOVE);
  }

  private void forget() {
    quietly(() -> Files.deleteIfExists(pidFile));
  }

  private ProcessIdentity required() {
    return identity().orElseThrow(() -> new LocalStackException(name + " is not running."));
  }

  private Optional<ProcessIdentity> identity() {
    try {
      return ProcessIdentity.parse(Files.readString(pidFile)).filter(ProcessIdentity::alive);
    } catch (IOException noFile) {
      return Optional.empty();
    }
  }

  private static void quietly(Work work) {
    try {
      work.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
