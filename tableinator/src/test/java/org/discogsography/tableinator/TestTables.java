package org.discogsography.tableinator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.ResilientPostgresPool;

/** The server of the tests, without the tables at first. */
final class TestTables implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(30);

  private final PostgresServer server = TestServers.postgres();
  private final ResilientPostgresPool pool = open();
  private final Schema schema = new Schema(pool, types -> {});

  static TestTables fresh() throws SQLException, InterruptedException {
    TestTables tables = new TestTables();
    tables.execute("drop table if exists artists, labels, masters, releases, tombstones cascade");
    boolean ignored = tables.pool.awaitAvailable(LIMIT);
    return tables;
  }

  PostgresServer server() {
    return server;
  }

  ResilientPostgresPool pool() {
    return pool;
  }

  TableSink sink(EntityType type) {
    return new TableSink(type, pool, schema);
  }

  /** Another pool on the same server, as another service would have. */
  ResilientPostgresPool open() {
    Environment environment =
        Environment.of(
            Map.of(
                "POSTGRES_ADDRESS", server.address(),
                "POSTGRES_DATABASE", server.database(),
                "POSTGRES_USERNAME", server.username(),
                "POSTGRES_PASSWORD", server.password()));
    return ResilientPostgresPool.open(
        PostgresSettings.from(environment, "tableinator-test", Purpose.WRITE),
        new SimpleMeterRegistry());
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Every row as one string, its columns separated by blanks. */
  List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder(String.valueOf(result.getString(1)));
        for (int i = 2; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(' ').append(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  /** Id, run and title of every release. */
  List<String> releases() throws SQLException {
    return rows("select id, run, data->>'title' from releases order by id");
  }

  @Override
  public void close() {
    pool.close();
  }
}
