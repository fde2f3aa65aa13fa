package org.discogsography.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.messages.EntityType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What PostgreSQL holds, read with plain JDBC. */
final class TableContents {
  /** One row of an entity table. */
  record Row(String sha256, JsonNode data, Instant updatedAt) {}

  private final PostgresServer server;

  TableContents(PostgresServer server) {
    this.server = server;
  }

  Map<Long, Row> rows(EntityType type) throws SQLException {
    String query = "select id, encode(sha256, 'hex'), data::text, updated_at from " + type.plural();
    Map<Long, Row> rows = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        rows.put(
            result.getLong(1),
            new Row(
                result.getString(2),
                JsonMapper.shared().readTree(result.getString(3)),
                result.getObject(4, OffsetDateTime.class).toInstant()));
      }
    }
    return rows;
  }

  long count(EntityType type) throws SQLException {
    return single("select count(*) from " + type.plural());
  }

  long countFrom(EntityType type, long id) throws SQLException {
    return single("select count(*) from " + type.plural() + " where id >= " + id);
  }

  long countOf(EntityType type, int dump) throws SQLException {
    return single("select count(*) from " + type.plural() + " where dump = " + dump);
  }

  /** The dump of each row's version, by id. */
  Map<Long, Integer> dumps(EntityType type) throws SQLException {
    Map<Long, Integer> dumps = new TreeMap<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select id, dump from " + type.plural())) {
      while (result.next()) {
        dumps.put(result.getLong(1), result.getInt(2));
      }
    }
    return dumps;
  }

  private long single(String query) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      result.next();
      return result.getLong(1);
    }
  }

  private Connection connect() throws SQLException {
    DriverManager.setLoginTimeout(10);
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }
}
