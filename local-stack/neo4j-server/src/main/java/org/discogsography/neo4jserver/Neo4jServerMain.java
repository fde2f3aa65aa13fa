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
import org.neo4j.configuration.ssl.ClientAuth;
import org.neo4j.configuration.ssl.SslPolicyConfig;
import org.neo4j.configuration.ssl.SslPolicyScope;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

/**
 * Runs Neo4j with Bolt and authentication until SIGTERM.
 *
 * <p>Arguments: home directory, Bolt port, file with the password of the user neo4j, file to create
 * once queries are answered; then, for TLS, the directory of server.crt and server.key. The
 * password comes from a file because arguments can be seen by every user of the machine.
 */
final class Neo4jServerMain {
  private Neo4jServerMain() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Path.of(arguments[0]);
    int port = Integer.parseInt(arguments[1]);
    String password = Files.readString(Path.of(arguments[2])).strip();
    DatabaseManagementService server = start(home, port, arguments);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
    setPassword(server, password);
    Files.createFile(Path.of(arguments[3]));
    new CountDownLatch(1).await();
  }

  private static DatabaseManagementService start(Path home, int port, String[] arguments) {
    DatabaseManagementServiceBuilder builder = new DatabaseManagementServiceBuilder(home);
    if (arguments.length > 4) {
      encrypt(builder, Path.of(arguments[4]));
    }
    return builder
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

  /** For clients who ask for it; the others are served as before. */
  private static void encrypt(DatabaseManagementServiceBuilder builder, Path certificates) {
    SslPolicyConfig policy = SslPolicyConfig.forScope(SslPolicyScope.BOLT);
    builder
        .setConfig(policy.enabled, true)
        .setConfig(policy.base_directory, certificates)
        .setConfig(policy.public_certificate, certificates.resolve("server.crt"))
        .setConfig(policy.private_key, certificates.resolve("server.key"))
        .setConfig(policy.client_auth, ClientAuth.NONE)
        .setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.OPTIONAL);
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
