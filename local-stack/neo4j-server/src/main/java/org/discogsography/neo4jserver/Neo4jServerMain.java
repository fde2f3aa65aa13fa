package org.discogsography.neo4jserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/**
 * Runs Neo4j with Bolt and authentication until SIGTERM.
 *
 * <p>Arguments: home directory, Bolt port, file with the password of the user neo4j, file to create
 * once queries are answered. The password comes from a file because arguments can be seen by every
 * user of the machine.
 */
final class Neo4jServerMain {
  private Neo4jServerMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    String password = Files.readString(Path.of(arguments[2])).strip();
    DatabaseManagementService server = start(home, port);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    setPassword(server, password);
    Files.createFile(Path.of(arguments[3]));
    new CountDownLatch(1).await();
  }

  private static DatabaseManagementService start(Path home, int port) {
    return new DatabaseManagementServiceBuilder(home)
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", port))
        .setConfig(BoltConnector.advertised_address, new SocketAddress("127.0.0.1", port))
        .setConfig(GraphDatabaseSettings.auth_enabled, true)
        .setConfig(GraphDatabaseSettings.auth_lock_time, Duration.ZERO)
        .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(128))
        .setConfig(GraphDatabaseSettings.logical_log_rotation_threshold, ByteUnit.mebiBytes(32))
        .setConfig(GraphDatabaseSettings.keep_logical_logs, "64M size")
        .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false)
        .setConfig(GraphDatabaseSettings.udc_enabled, false)
        // On SIGTERM clients are cut off at once; by default it waits for silence first.
        .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, Duration.ZERO)
        .build();
  }

  /** A no-op on every start but the first: the server refuses a password that is already set. */
  private static void setPassword(DatabaseManagementService server, String password) {
    try (var transaction = server.database("system").beginTx()) {
      var users = transaction.execute("SHOW USERS YIELD user, passwordChangeRequired");
      boolean fresh =
          users.stream().anyMatch(row -> Boolean.TRUE.equals(row.get("passwordChangeRequired")));
      if (fresh) {
        transaction.execute(
            "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
            Map.of("password", password));
      }
      transaction.commit();
    }
  }
}
