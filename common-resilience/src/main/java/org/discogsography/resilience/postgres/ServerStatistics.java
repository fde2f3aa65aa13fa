package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server's statistics say about slow statements and missing indexes. */
public final class ServerStatistics {
  private static final int MOST = 20;
  private static final long LARGE_TABLE = 10_000;
  private static final long OFTEN = 50;

  private static final String WHERE_INSTALLED =
      """
      select pg_catalog.quote_ident(n.nspname) from pg_catalog.pg_extension e \
      join pg_catalog.pg_namespace n on n.oid = e.extnamespace \
      where e.extname = 'pg_stat_statements'\
      """;

  private static final String SCANNED =
      """
      select schemaname, relname, seq_scan, seq_tup_read / seq_scan, n_live_tup \
      from pg_catalog.pg_stat_user_tables \
      where seq_scan >= ? and n_live_tup >= ? and seq_tup_read / seq_scan >= n_live_tup / 2 \
      and seq_scan > coalesce(idx_scan, 0) order by seq_tup_read desc limit ?\
      """;

  private ServerStatistics() {}

  /**
   * A statement that reads or writes rows, its values replaced by the server. Others are left out:
   * the server remembers them as they were, passwords included.
   *
   * @param mean of one execution
   * @param total of all
   */
  public record SlowStatement(String query, long calls, Duration mean, Duration total) {}

  /**
   * A large table that is read from end to end more often than through its indexes.
   *
   * @param scans from end to end since the statistics were last reset
   * @param rowsEach that such a scan read on average
   * @param suggestion one sentence for people
   */
  public record IndexSuggestion(
      String table, long scans, long rowsEach, long rows, String suggestion) {}

  /** The slowest on average first; empty where {@code pg_stat_statements} is not installed. */
  static Optional<List<SlowStatement>> slowest(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String schema;
      try (ResultSet rows = statement.executeQuery(WHERE_INSTALLED)) {
        if (!rows.next()) {
          return Optional.empty();
        }
        schema = rows.getString(1);
      }
      try (ResultSet rows = statement.executeQuery(slowest(schema))) {
        List<SlowStatement> slowest = new ArrayList<>();
        while (rows.next()) {
          slowest.add(
              new SlowStatement(
                  rows.getString(1),
                  rows.getLong(2),
                  millis(rows.getDouble(3)),
                  millis(rows.getDouble(4))));
        }
        return Optional.of(List.copyOf(slowest));
      }
    }
  }

  private static String slowest(String schema) {
    return """
    select query, calls, mean_exec_time, total_exec_time from %s.pg_stat_statements \
    where dbid = (select oid from pg_catalog.pg_database where datname = current_database()) \
    and query ~* '^\\s*(select|insert|update|delete|merge|with)\\M' \
    order by mean_exec_time desc limit %d\
    """
        .formatted(schema, MOST);
  }

  /** Those that read most first. */
  static List<IndexSuggestion> indexes(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(SCANNED)) {
      statement.setLong(1, OFTEN);
      statement.setLong(2, LARGE_TABLE);
      statement.setInt(3, MOST);
      try (ResultSet rows = statement.executeQuery()) {
        List<IndexSuggestion> suggestions = new ArrayList<>();
        while (rows.next()) {
          suggestions.add(suggestion(rows));
        }
        return List.copyOf(suggestions);
      }
    }
  }

  private static IndexSuggestion suggestion(ResultSet rows) throws SQLException {
    String table = rows.getString(1) + "." + rows.getString(2);
    long scans = rows.getLong(3);
    long each = rows.getLong(4);
    return new IndexSuggestion(
        table,
        scans,
        each,
        rows.getLong(5),
        "%s was read from end to end %d times, %d rows each: an index on the columns that its statements filter by would save that."
            .formatted(table, scans, each));
  }

  private static Duration millis(double millis) {
    return Duration.ofNanos(Math.round(millis * 1_000_000));
  }
}
