package org.discogsography.localstack;

import java.nio.file.Path;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.ServerProcess;

/**
 * A server or service whose processes outlive the JVM that started them: any other JVM that names
 * the same directory controls the same one. Not thread-safe.
 *
 * <p>Every method throws {@link LocalStackException} with a sentence that says what is wrong.
 */
public interface Component {
  /** Its name in commands. */
  String name();

  /** Where clients connect, without credentials. */
  String location();

  /** What it writes about itself. */
  Path log();

  /** What it runs as. */
  ServerProcess process();

  /** Starts it and waits until it answers; a paused one is continued, a running one left alone. */
  void start();

  /** Ends it in its own clean way, or by force where that takes too long. */
  void stop();

  /** Whether it answers a client now; waits a few seconds at most. */
  boolean answers();

  /** STOPPED, PAUSED, UNREACHABLE, or what it says of itself: UP, DEGRADED, DOWN. */
  default String health() {
    if (!running()) {
      return "STOPPED";
    }
    if (paused()) {
      return "PAUSED";
    }
    return answers() ? "UP" : "UNREACHABLE";
  }

  /** Kills every process of it at once (SIGKILL), as a power failure would. */
  default void kill() {
    process().kill();
  }

  /** Freezes every process of it (SIGSTOP): connections stay open and nothing answers. */
  default void pause() {
    process().pause();
  }

  /** Continues after {@link #pause()}. */
  default void resume() {
    process().resume();
  }

  /** Whether its process exists, paused or not. */
  default boolean running() {
    return process().running();
  }

  /** Whether its process exists and is frozen. */
  default boolean paused() {
    return process().paused();
  }

  /**
   * Its main process.
   *
   * @throws LocalStackException if it does not run
   */
  default long pid() {
    return process().pid();
  }
}
