package org.discogsography.localstack.ingest;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import org.discogsography.localstack.PostgresServer;

/** Rows of each table. */
record PostgresCounter(PostgresServer server) implements Counter {
  @Override
  public Map<Kind, Long> count() throws SQLException {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), properties());
        Statement statement = connection.createStatement()) {
      for (Kind kind : Kind.values()) {
        try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + kind.table())) {
          rows.next();
          counts.put(kind, rows.getLong(1));
        }
      }
    }
    return counts;
  }

  @Override
  public void close() {
    // A connection is open only while it counts.
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.setProperty("user", server.username());
    properties.setProperty("password", server.password());
    properties.setProperty("connectTimeout", "3");
    properties.setProperty("loginTimeout", "5");
    properties.setProperty("socketTimeout", "120");
    return properties;
  }
}
