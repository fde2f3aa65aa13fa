package org.discogsography.resilience.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.place.Ports;
import org.discogsography.localstack.place.Programs;
import org.discogsography.localstack.place.ServerUser;
import org.discogsography.localstack.process.Await;

/**
 * A PgBouncer in front of a server: transaction pooling, one server connection for all clients, no
 * prepared statements, and none of the start-up parameters that it does not know. Ends with the
 * test, or with its JVM.
 */
final class PgBouncerServer implements AutoCloseable {
  static final Duration LOGIN_RETRY = Duration.ofSeconds(1);

  private final Path directory;
  private final int port = Ports.free();
  private final Process process;
  private final Thread hook = new Thread(this::end);

  private PgBouncerServer(PostgresServer server) throws IOException {
    directory = Files.createTempDirectory("pgbouncer-test-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(
        directory.resolve("users"),
        "\"%s\" \"%s\"\n".formatted(server.username(), server.password()));
    Files.writeString(directory.resolve("ini"), configuration(server));
    ServerUser user = ServerUser.current();
    user.own(directory);
    List<String> command = new ArrayList<>(user.prefix());
    command.add(program());
    command.add(directory.resolve("ini").toString());
    process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static PgBouncerServer inFrontOf(PostgresServer server) throws IOException {
    PgBouncerServer bouncer = new PgBouncerServer(server);
    if (!Await.until(Duration.ofSeconds(20), bouncer::listens)) {
      String log = Files.readString(bouncer.directory.resolve("log"));
      bouncer.close();
      throw new IllegalStateException("PgBouncer does not listen:\n" + log);
    }
    return bouncer;
  }

  int port() {
    return port;
  }

  void pause() throws Exception {
    signal("-STOP");
  }

  void resume() throws Exception {
    signal("-CONT");
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(hook);
    Directories.delete(directory);
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private void signal(String signal) throws Exception {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static String program() {
    return Programs.find("pgbouncer")
        .map(Path::toString)
        .orElseThrow(() ->
            new IllegalStateException(
                "PgBouncer is not installed: install the package pgbouncer (on Debian and Ubuntu,"
                    + " as root: apt-get install pgbouncer), then try again."));
  }

  private String configuration(PostgresServer server) {
    return """
    [databases]
    %1$s = host=127.0.0.1 port=%2$d dbname=%1$s
    [pgbouncer]
    listen_addr = 127.0.0.1
    listen_port = %3$d
    unix_socket_dir =
    auth_type = scram-sha-256
    auth_file = %4$s
    pool_mode = transaction
    default_pool_size = 1
    server_login_retry = %5$d
    """
        .formatted(
            server.database(),
            server.port(),
            port,
            directory.resolve("users"),
            LOGIN_RETRY.toSeconds());
  }
}
