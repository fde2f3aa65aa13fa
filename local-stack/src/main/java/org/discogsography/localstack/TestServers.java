package org.discogsography.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.discogsography.localstack.place.Ports;
import org.discogsography.localstack.process.LocalStackException;
import org.jspecify.annotations.Nullable;

/**
 * Servers for the tests of one JVM: each is started when it is first asked for, on free ports and
 * in a temporary directory, and is gone with the JVM, even one that is killed. A test that stops or
 * pauses a server must start it again. Thread-safe.
 */
public final class TestServers {
  private static @Nullable Path directory;
  private static @Nullable PostgresServer postgres;
  private static @Nullable Neo4jServer neo4j;
  private static @Nullable RabbitMqServer rabbitmq;

  private TestServers() {}

  public static synchronized PostgresServer postgres() {
    PostgresServer server = postgres;
    if (server == null) {
      server = new PostgresServer(directory().resolve("postgres"), Ports.free());
      postgres = server;
      server.start();
    }
    return server;
  }

  public static synchronized Neo4jServer neo4j() {
    Neo4jServer server = neo4j;
    if (server == null) {
      server = new Neo4jServer(directory().resolve("neo4j"), Ports.free());
      neo4j = server;
      server.start();
    }
    return server;
  }

  public static synchronized RabbitMqServer rabbitmq() {
    RabbitMqServer server = rabbitmq;
    if (server == null) {
      server = new RabbitMqServer(directory().resolve("rabbitmq"), RabbitMqPorts.free());
      rabbitmq = server;
      server.start();
    }
    return server;
  }

  private static Path directory() {
    Path existing = directory;
    if (existing != null) {
      return existing;
    }
    try {
      Path fresh = Files.createTempDirectory("discogsography-test-");
      Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
      Undertaker.watch(fresh);
      directory = fresh;
      return fresh;
    } catch (IOException e) {
      throw new LocalStackException("Cannot make a temporary directory for test servers.", e);
    }
  }
}
