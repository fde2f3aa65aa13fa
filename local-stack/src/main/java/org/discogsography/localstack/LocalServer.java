package org.discogsography.localstack;

import java.nio.file.Path;

/**
 * A real server on this machine, with the same ports and the same data at every start. Its
 * processes outlive the JVM that started them, and any other JVM that names the same directory
 * controls the same server. Implementations are not thread-safe.
 *
 * <p>Every method throws {@link LocalStackException} with a sentence that says what is wrong.
 */
public sealed interface LocalServer permits PostgresServer, Neo4jServer, RabbitMqServer {
  /** Its name in commands: {@code postgres}, {@code neo4j} or {@code rabbitmq}. */
  String name();

  /** Where clients connect, without credentials. */
  String location();

  /** Starts it and waits until it answers; a paused one is continued, a running one left alone. */
  void start();

  /** Ends it in its own clean way, or by force where that takes too long. */
  void stop();

  /** Kills every process of it at once (SIGKILL), as a power failure would. */
  void kill();

  /** Freezes every process of it (SIGSTOP): connections stay open and nothing answers. */
  void pause();

  /** Continues after {@link #pause()}. */
  void resume();

  /** Whether its process exists, paused or not. */
  boolean running();

  /** Whether its process exists and is frozen. */
  boolean paused();

  /** Its main process. */
  long pid();

  /** Whether it answers a client now; waits two seconds at most. */
  boolean answers();

  /** What it writes about itself. */
  Path log();
}
