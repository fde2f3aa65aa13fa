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
import org.discogsography.localstack.place.ServerUser;
import org.discogsography.localstack.process.Command;
import org.discogsography.localstack.process.Launch;
import org.discogsography.localstack.process.LocalStackException;
import org.discogsography.localstack.process.ManagedProcess;
import org.discogsography.localstack.process.ServerProcess;

/**
 * PostgreSQL 18 with a database and a user {@code discogsography}, password by SCRAM, and its own
 * defaults for durability. Started as root it runs as user postgres or nobody.
 */
public final class PostgresServer implements LocalServer {
  private static final String IMAGE = "postgres:18";
  private static final String OWNER = "discogsography";
  private static final Duration TO_START = Duration.ofMinutes(1);
  private static final Duration TO_STOP = Duration.ofMinutes(1);

  /**
   * An SSLRequest: answered with one byte, S or N for TLS on or off, once connections are taken.
   */
  private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 210, 22, 47};

  private final ServerFiles files;
  private final int port;
  private final Optional<ServerTls> tls;
  private final ManagedProcess process;
  private final Optional<Container> container;

  /**
   * A server that keeps everything in a directory, which need not exist yet.
   *
   * @param port of 127.0.0.1
   */
  public PostgresServer(Path directory, int port) {
    this(directory, port, Optional.empty());
  }

  private PostgresServer(Path directory, int port, Optional<ServerTls> tls) {
    this.tls = tls;
    this.files = new ServerFiles("postgres", directory);
    this.port = port;
    this.process = files.process();
    // With a certificate it is always a process.
    this.container = tls.isPresent() ? Optional.empty() : files.container();
  }

  /** One that speaks TLS with clients who ask for it. */
  public static PostgresServer encrypted(Path directory, int port, ServerTls tls) {
    return new PostgresServer(directory, port, Optional.of(tls));
  }

  @Override
  public String name() {
    return files.name();
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public String location() {
    return address();
  }

  public int port() {
    return port;
  }

  public String database() {
    return OWNER;
  }

  public String username() {
    return OWNER;
  }

  public String password() {
    return files.password();
  }

  @Override
  public Path passwordFile() {
    return files.passwordFile();
  }

  /** Without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + address() + "/" + database();
  }

  @Override
  public void start() {
    if (process().running()) {
      resume();
      return;
    }
    files.create();
    Ports.requireFree(name(), port);
    if (container.isPresent()) {
      start(container.get());
      return;
    }
    ServerUser user = ServerUser.current();
    Path home = PostgresBinaries.unpacked();
    Path data = data(user);
    if (!Files.exists(data.resolve("PG_VERSION"))) {
      initialize(home, data, user);
    }
    process.start(new Launch(command(home, data, user), Map.of(), data, log()));
    new Startup(name(), process, log(), TO_START).await(() -> ready(data));
  }

  private void start(Container contained) {
    Map<String, String> settings =
        Map.of(
            "LANG", "C.UTF-8",
            "POSTGRES_USER", username(),
            "POSTGRES_DB", database(),
            "POSTGRES_PASSWORD", password());
    contained.start(
        new Image(IMAGE, Map.of(port, 5432), settings, List.of("--shm-size", "256m")), log());
    // Over TCP: while the cluster is made, the server listens on its socket only.
    new Startup(name(), contained, log(), TO_START)
        .await(() -> answers() && contained.succeeds("pg_isready", "-q", "-h", "127.0.0.1"));
  }

  @Override
  public void stop() {
    // SIGINT: clients are disconnected; SIGTERM would wait for them. The image asks for the same.
    container.ifPresentOrElse(
        contained -> contained.terminate(TO_STOP), () -> process.interrupt(TO_STOP));
  }

  @Override
  public boolean answers() {
    return Ports.answers(port, SSL_REQUEST, 1, (byte) (tls.isPresent() ? 'S' : 'N'));
  }

  @Override
  public Path log() {
    return files.log();
  }

  @Override
  public ServerProcess process() {
    return container.<ServerProcess>map(contained -> contained).orElse(process);
  }

  @Override
  public void clean() {
    container.ifPresent(Container::remove);
    Directories.delete(data(ServerUser.current()));
    Directories.delete(files.directory());
  }

  private Path data(ServerUser user) {
    return Directories.reachable(files.data(), user);
  }

  /** The postmaster's own word: it writes "ready" once it has recovered. */
  private boolean ready(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
      return lines.size() > 7 && lines.get(7).strip().equals("ready") && answers();
    } catch (IOException notYet) {
      return false;
    }
  }

  private List<String> command(Path home, Path data, ServerUser user) {
    List<String> command = new ArrayList<>(user.prefix());
    command.add(home.resolve("bin/postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    command.addAll(List.of("-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="));
    tls.ifPresent(given -> command.addAll(encryption(given.copiedTo(data), user)));
    return command;
  }

  private static List<String> encryption(ServerTls tls, ServerUser user) {
    try {
      user.own(tls.certificate());
      user.own(tls.key());
    } catch (IOException e) {
      throw new LocalStackException("Cannot give PostgreSQL its certificate.", e);
    }
    return List.of(
        "-c", "ssl=on", "-c", "ssl_cert_file=server.crt", "-c", "ssl_key_file=server.key");
  }

  private void initialize(Path home, Path data, ServerUser user) {
    Path parent = Directories.create(data).resolve("..").normalize();
    Directories.delete(data);
    Path unfinished = parent.resolve(data.getFileName() + ".unfinished");
    Directories.delete(unfinished);
    Directories.create(unfinished);
    try {
      Path passwordFile = unfinished.resolve("password");
      Path fresh = unfinished.resolve("data");
      Files.writeString(passwordFile, password() + "\n");
      Files.setPosixFilePermissions(
          passwordFile, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
      user.own(unfinished);
      Command.run(
          initdb(home, fresh, passwordFile, user), Map.of(), unfinished, Duration.ofMinutes(2));
      createDatabase(home, fresh, user);
      Files.move(fresh, data);
      Directories.delete(unfinished);
    } catch (IOException e) {
      throw new LocalStackException("Cannot prepare PostgreSQL's data in " + data + ".", e);
    }
  }

  private static List<String> initdb(Path home, Path data, Path passwordFile, ServerUser user) {
    List<String> command = new ArrayList<>(user.prefix());
    command.add(home.resolve("bin/initdb").toString());
    command.addAll(
        List.of("-D", data.toString(), "-U", OWNER, "--pwfile", passwordFile.toString()));
    command.addAll(List.of("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"));
    command.addAll(List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    return command;
  }

  /** In single-user mode, which needs neither a port nor a client. */
  private static void createDatabase(Path home, Path data, ServerUser user) {
    List<String> command = new ArrayList<>(List.of("sh", "-c"));
    command.add("echo 'CREATE DATABASE " + OWNER + ";' | \"$@\"");
    command.add("sh");
    command.addAll(user.prefix());
    command.add(home.resolve("bin/postgres").toString());
    command.addAll(List.of("--single", "-D", data.toString(), "postgres"));
    Command.run(command, Map.of(), data, Duration.ofMinutes(1));
  }
}
