package org.discogsography.resilience.postgres;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Parser;

/**
 * A query that somebody typed. What it can do is bounded in layers, each of which holds by itself:
 * a transaction that the server has made read-only; a cursor, which takes one SELECT and nothing
 * else, no COPY, no SET, no CALL; one statement for each message to the server, so that nothing can
 * follow it; and no function that says of itself that it has side effects, whatever it is called
 * from. It sees whatever the configured user may read.
 */
final class ReadOnlyQuery {
  static final int MOST_ROWS = 100;
  static final int MOST_LENGTH = 10_000;

  /** Without effects on anything else, though the catalog calls them volatile. */
  private static final Set<String> HARMLESS =
      Set.of(
          "pg_sleep",
          "random",
          "clock_timestamp",
          "timeofday",
          "gen_random_uuid",
          "pg_database_size",
          "pg_relation_size",
          "pg_table_size",
          "pg_indexes_size",
          "pg_total_relation_size",
          "pg_tablespace_size",
          "pg_is_in_recovery",
          "pg_current_wal_lsn",
          "pg_last_wal_receive_lsn",
          "pg_last_wal_replay_lsn",
          "pg_last_xact_replay_timestamp");

  private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*|\"[^\"]*+\"");
  private static final Pattern ESCAPED_NAME = Pattern.compile("(?i)u&\\s*\"");
  private static final int NAME_LENGTH = 63;

  private static final String WITH_EFFECTS =
      """
      select p.proname from pg_catalog.pg_proc p where p.provolatile = 'v' \
      and pg_catalog.lower(p.proname) = any (?) and not p.proname = any (?) order by 1 limit 1\
      """;

  private ReadOnlyQuery() {}

  /** At most {@value #MOST_ROWS} rows: column names to text, numbers, truth values or null. */
  static List<Map<String, Object>> run(Connection connection, String query) throws SQLException {
    String cursor = "declare looking no scroll cursor for " + query;
    requireOneStatement(connection, cursor);
    requireNoEffects(connection, query);
    try (Statement statement = connection.createStatement()) {
      statement.setEscapeProcessing(false);
      boolean ignored = statement.execute(cursor);
      try (ResultSet rows =
          statement.executeQuery("fetch forward " + MOST_ROWS + " from looking")) {
        return read(rows);
      }
    }
  }

  /**
   * As the driver would cut it; what it takes for one statement, the server refuses if it is not.
   */
  private static void requireOneStatement(Connection connection, String sql) throws SQLException {
    if (sql.length() > MOST_LENGTH) {
      throw refused("a query may have " + MOST_LENGTH + " characters at most");
    }
    boolean standard = connection.unwrap(BaseConnection.class).getStandardConformingStrings();
    if (Parser.parseJdbcSql(sql, standard, false, true, false, false).size() != 1) {
      throw refused("only one statement is run");
    }
  }

  private static void requireNoEffects(Connection connection, String query) throws SQLException {
    if (ESCAPED_NAME.matcher(query).find()) {
      throw refused("escapes in names are not taken");
    }
    try (PreparedStatement statement = connection.prepareStatement(WITH_EFFECTS)) {
      statement.setArray(1, array(connection, words(query)));
      statement.setArray(2, array(connection, HARMLESS));
      try (ResultSet found = statement.executeQuery()) {
        if (found.next()) {
          throw refused("the function " + found.getString(1) + " may have side effects");
        }
      }
    }
  }

  /** Every name that may be in it, also where strings and comments only look like it. */
  private static Set<String> words(String query) {
    Set<String> words = new TreeSet<>();
    WORD.matcher(query)
        .results()
        .map(match -> match.group().toLowerCase(Locale.ROOT))
        .forEach(word -> {
          words.add(word.substring(0, Math.min(NAME_LENGTH, word.length())));
          if (word.startsWith("\"")) {
            words.add(word.substring(1, word.length() - 1));
            WORD.matcher(word.substring(1, word.length() - 1))
                .results()
                .forEach(inner -> words.add(inner.group()));
          }
        });
    return words;
  }

  private static Array array(Connection connection, Set<String> words) throws SQLException {
    return connection.createArrayOf("text", words.toArray());
  }

  private static List<Map<String, Object>> read(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    List<Map<String, Object>> read = new ArrayList<>();
    while (rows.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int column = 1; column <= columns.getColumnCount(); column++) {
        row.put(columns.getColumnLabel(column), shown(rows.getObject(column)));
      }
      read.add(row);
    }
    return read;
  }

  /** Maps of the operations API have no null. */
  private static Object shown(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Number number -> number;
      case Boolean truth -> truth;
      case byte[] bytes -> "\\x" + java.util.HexFormat.of().formatHex(bytes);
      default -> value.toString();
    };
  }

  private static SQLException refused(String why) {
    return new SQLSyntaxErrorException("The query is refused: " + why + ".", "42601");
  }
}
