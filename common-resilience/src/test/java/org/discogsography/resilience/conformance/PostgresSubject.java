package org.discogsography.resilience.conformance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.discogsography.localstack.LocalServer;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.postgres.CallSettings;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.postgres.SessionLimits;
import org.discogsography.resilience.postgres.Tls;
import org.discogsography.resilience.probe.ProbeSettings;

/** PostgreSQL and its pool. */
final class PostgresSubject implements Subject {
  private static final String NAME = "conformance";
  private static final Duration STATEMENT = Duration.ofSeconds(1);
  private static final Duration IDLE = Duration.ofSeconds(2);
  private static final Duration POOL = Duration.ofSeconds(4);
  private static final int MOST_CONNECTIONS = 4;

  private final PostgresServer server = TestServers.postgres();
  private final Greeting greeting = Greeting.postgres(server.username(), server.database());

  PostgresSubject() {
    execute("create table if not exists conformance (id bigserial primary key)");
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public LocalServer server() {
    return server;
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public Client open(int port) {
    return new PoolClient(ResilientPostgresPool.open(settings(port), new SimpleMeterRegistry()));
  }

  PostgresSettings settings(int port) {
    return new PostgresSettings(
        "127.0.0.1",
        port,
        server.database(),
        server.username(),
        server.password(),
        NAME,
        2,
        MOST_CONNECTIONS,
        new SessionLimits(STATEMENT, STATEMENT, IDLE),
        Duration.ofSeconds(2),
        POOL,
        Duration.ofHours(1),
        Duration.ofSeconds(2),
        ProbeSettings.DEFAULT.withInterval(Duration.ofSeconds(1)),
        PostgresSettings.Purpose.WRITE,
        PostgresSettings.Route.SERVER,
        Tls.DEFAULT,
        CallSettings.DEFAULT);
  }

  @Override
  public boolean greets() {
    return greeting.isReturnedBy(server.port());
  }

  @Override
  public int connectionsAtServer() {
    return number(
        "select count(*) from pg_stat_activity where application_name like '" + NAME + "%'");
  }

  @Override
  public boolean owns(String threadName) {
    return threadName.startsWith("postgres") || threadName.contains("JDBC driver connection");
  }

  /** Waiting for the pool, then for an answer, which ends 5 s after the statement's own limit. */
  @Override
  public Duration callLimit() {
    return POOL.plus(STATEMENT).plusSeconds(5);
  }

  @Override
  public Duration closeLimit() {
    return Duration.ofSeconds(10);
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      boolean ignored = statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  int number(String query) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getInt(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  private record PoolClient(ResilientPostgresPool pool) implements Client {
    @Override
    public void operate() throws InterruptedException {
      pool.transaction(connection -> {
        try (Statement statement = connection.createStatement()) {
          return statement.executeUpdate("insert into conformance default values");
        }
      });
    }

    @Override
    public boolean awaitAvailable(Duration limit) throws InterruptedException {
      return pool.awaitAvailable(limit);
    }

    @Override
    public HealthIndicator health() {
      return pool.health();
    }

    @Override
    public void close() {
      pool.close();
    }
  }
}
