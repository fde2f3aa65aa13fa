package org.discogsography.localstack.process;

import java.time.Duration;

/**
 * What a server runs as: a process of this machine, or a container. It outlives the JVM that
 * started it, and any other JVM that names the same files controls the same one. Every method
 * throws {@link LocalStackException} with a sentence that says what is wrong.
 */
public interface ServerProcess {
  /** Whether it exists, paused or not. */
  boolean running();

  /** Whether it ended by itself. */
  boolean ended();

  /** Whether it exists and is frozen. */
  boolean paused();

  /** The number of its main process; a container's is that of the engine's machine. */
  long pid();

  /** Asks it to end, and kills what is left of it after the deadline. */
  void terminate(Duration deadline);

  /** Kills it and everything it started. */
  void kill();

  /** Freezes it: connections stay open and nothing answers. */
  void pause();

  /** Continues after {@link #pause()}. */
  void resume();
}
