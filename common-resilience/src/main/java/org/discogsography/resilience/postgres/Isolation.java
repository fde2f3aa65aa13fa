package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;

/** JDBC's levels of isolation in the server's words. */
enum Isolation {
  READ_UNCOMMITTED(Connection.TRANSACTION_READ_UNCOMMITTED, "read uncommitted"),
  READ_COMMITTED(Connection.TRANSACTION_READ_COMMITTED, "read committed"),
  REPEATABLE_READ(Connection.TRANSACTION_REPEATABLE_READ, "repeatable read"),
  SERIALIZABLE(Connection.TRANSACTION_SERIALIZABLE, "serializable");

  private final int level;
  private final String words;

  Isolation(int level, String words) {
    this.level = level;
    this.words = words;
  }

  static Isolation of(int level) throws SQLException {
    return Arrays.stream(values())
        .filter(each -> each.level == level)
        .findFirst()
        .orElseThrow(() -> new SQLException("There is no such isolation: " + level, "22023"));
  }

  int level() {
    return level;
  }

  String sql() {
    return "set transaction isolation level " + words;
  }
}
