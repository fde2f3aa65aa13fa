package org.discogsography.resilience.postgres;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.CallSettings.Echo;
import org.discogsography.resilience.postgres.CallSettings.Orphans;
import org.discogsography.resilience.probe.ProbeSettings;

/** The test's server, what plain JDBC sees of it, and settings for it. */
final class TestDatabase {
  static final Duration LIMIT = Duration.ofSeconds(30);

  private final PostgresServer server = TestServers.postgres();

  PostgresServer server() {
    return server;
  }

  PostgresSettings settings() {
    return settings(2, 4, Duration.ofSeconds(1));
  }

  /** Whose probes leave an open breaker alone for a while. */
  PostgresSettings settingsWithRareProbes(int connections) {
    return settings(connections, connections, Duration.ofMinutes(1));
  }

  private PostgresSettings settings(int least, int most, Duration interval) {
    return new PostgresSettings(
        "127.0.0.1",
        server.port(),
        server.database(),
        server.username(),
        server.password(),
        "pool-test",
        least,
        most,
        new SessionLimits(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(5)),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofHours(1),
        Duration.ofSeconds(2),
        new ProbeSettings(interval, Duration.ofMillis(250), Duration.ofSeconds(1), 0.25),
        PostgresSettings.Purpose.WRITE,
        PostgresSettings.Route.SERVER,
        Tls.DEFAULT,
        CallSettings.DEFAULT);
  }

  static CallSettings calls(
      Duration slowQuery, Duration leakDetection, Echo echo, Orphans orphans) {
    CallSettings usual = CallSettings.DEFAULT;
    return new CallSettings(
        slowQuery,
        usual.cacheTtl(),
        usual.cacheStale(),
        usual.cacheEntries(),
        leakDetection,
        usual.idleTimeout(),
        echo,
        orphans);
  }

  ResilientPostgresPool pool() {
    return ResilientPostgresPool.open(settings(), new SimpleMeterRegistry());
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  String text(String query) throws SQLException {
    try (Connection connection = connect()) {
      return text(connection, query);
    }
  }

  static String text(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }

  static SqlWork<String> reading(String query) {
    return connection -> text(connection, query);
  }

  static SqlWork<Boolean> running(String sql) {
    return connection -> {
      try (Statement statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    };
  }

  /** The failure of a transaction that does not succeed. */
  static StoreException failureOf(ResilientPostgresPool pool, SqlWork<?> work)
      throws InterruptedException {
    try {
      Object result = pool.transaction(work);
      throw new AssertionError("did not fail, but returned " + result);
    } catch (StoreException e) {
      return e;
    }
  }
}
