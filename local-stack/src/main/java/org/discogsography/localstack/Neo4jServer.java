package org.discogsography.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.discogsography.localstack.container.Container;
import org.discogsography.localstack.container.Image;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Ports;
import org.discogsography.localstack.place.Project;
import org.discogsography.localstack.process.Launch;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.ManagedProcess;
import org.discogsography.localstack.process.ServerProcess;

/**
 * Neo4j Community with Bolt and authentication, in a JVM of its own with 768 MiB of heap and a page
 * cache of 128 MiB.
 */
public final class Neo4jServer implements LocalServer {
  private static final String IMAGE = "neo4j:2026-community";
  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Duration TO_STOP = Duration.ofMinutes(1);

  /** Bolt's greeting with four versions it could speak; the answer is the one chosen. */
  private static final byte[] BOLT = {
    0x60, 0x60, (byte) 0xB0, 0x17, 0, 8, 8, 5, 0, 4, 4, 4, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final ServerFiles files;
  private final int port;
  private final Optional<ServerTls> tls;
  private final ManagedProcess process;
  private final Optional<Container> container;

  /**
   * A server that keeps everything in a directory, which need not exist yet.
   *
   * @param port of 127.0.0.1, for Bolt
   */
  public Neo4jServer(Path directory, int port) {
    this(directory, port, Optional.empty());
  }

  private Neo4jServer(Path directory, int port, Optional<ServerTls> tls) {
    this.tls = tls;
    this.files = new ServerFiles("neo4j", directory);
    this.port = port;
    this.process = files.process();
    // With a certificate it is always a process.
    this.container = tls.isPresent() ? Optional.empty() : files.container();
  }

  /** One that speaks TLS with clients who ask for it. */
  public static Neo4jServer encrypted(Path directory, int port, ServerTls tls) {
    return new Neo4jServer(directory, port, Optional.of(tls));
  }

  @Override
  public String name() {
    return files.name();
  }

  public String uri() {
    return "bolt://127.0.0.1:" + port;
  }

  @Override
  public String location() {
    return uri();
  }

  public int port() {
    return port;
  }

  public String username() {
    return "neo4j";
  }

  public String password() {
    return files.password();
  }

  @Override
  public Path passwordFile() {
    return files.passwordFile();
  }

  @Override
  public void start() {
    if (process().running()) {
      resume();
      return;
    }
    files.password();
    Ports.requireFree(name(), port);
    if (container.isPresent()) {
      start(container.get());
      return;
    }
    Path ready = ready();
    Path data = Directories.create(files.data());
    try {
      Files.deleteIfExists(ready);
    } catch (IOException e) {
      throw new LocalStackException("Cannot delete " + ready + ".", e);
    }
    process.start(new Launch(command(), Map.of(), data, log()));
    new Startup(name(), process, log(), TO_START).await(() -> Files.exists(ready) && answers());
  }

  private void start(Container contained) {
    Map<String, String> settings =
        Map.of(
            "NEO4J_AUTH", username() + "/" + password(),
            "NEO4J_server_memory_heap_max__size", "768m",
            "NEO4J_server_memory_pagecache_size", "128m");
    contained.start(new Image(IMAGE, Map.of(port, 7687), settings, List.of()), log());
    // It greets a while before it serves.
    new Startup(name(), contained, log(), TO_START)
        .await(() -> answers() && contained.wrote("Started."));
  }

  @Override
  public void stop() {
    process().terminate(TO_STOP);
  }

  @Override
  public boolean answers() {
    return Ports.answers(port, BOLT, 4, (byte) 0);
  }

  @Override
  public void clean() {
    container.ifPresent(Container::remove);
    Directories.delete(files.directory());
  }

  @Override
  public Path log() {
    return files.log();
  }

  @Override
  public ServerProcess process() {
    return container.<ServerProcess>map(contained -> contained).orElse(process);
  }

  private Path certificates(ServerTls given) {
    Path directory = Directories.create(files.directory().resolve("certificates"));
    ServerTls ignored = given.copiedTo(directory);
    return directory;
  }

  private Path ready() {
    return files.directory().resolve("ready");
  }

  private List<String> command() {
    Path home = Project.find().neo4jServer();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx768m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"));
    for (String opened : List.of("java.nio", "java.io", "sun.nio.ch")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", home.resolve("classes") + ":" + home.resolve("lib") + "/*"));
    command.add("org.discogsography.neo4jserver.Neo4jServerMain");
    command.addAll(List.of(files.data().toString(), Integer.toString(port)));
    command.addAll(List.of(passwordFile().toString(), ready().toString()));
    tls.ifPresent(given -> command.add(certificates(given).toString()));
    return command;
  }
}
