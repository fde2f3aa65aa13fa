package org.discogsography.resilience.postgres;

import java.sql.SQLException;
import java.time.Duration;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;

/**
 * What a probe runs: whole transactions with limits of their own, each in one round trip. Where the
 * database is written to, a row per application name in {@code resilience_probe} is updated: that
 * is refused by a standby, by a read-only database or role, and by a full disk of the write-ahead
 * log. What only one table's tablespace refuses is seen by those who write there.
 *
 * @param preparation creates what {@code sql} needs; empty where it needs nothing
 */
record ProbeStatement(String sql, String preparation) {
  private static final String UNDEFINED_TABLE = "42P01";

  /** Any number will do that no other program takes for something else. */
  private static final long LOCK = 7_367_391_420_250_061L;

  static ProbeStatement of(Purpose purpose, String applicationName, Duration timeout) {
    return switch (purpose) {
      case READ -> new ProbeStatement(transaction(timeout, "select 1"), "");
      case WRITE ->
          new ProbeStatement(
              transaction(timeout, update(applicationName)), transaction(timeout, creation()));
    };
  }

  boolean canPrepare(SQLException e) {
    return !preparation.isEmpty() && UNDEFINED_TABLE.equals(e.getSQLState());
  }

  private static String transaction(Duration timeout, String body) {
    return "begin; set local statement_timeout = %d; %s; commit"
        .formatted(timeout.toMillis(), body);
  }

  private static String update(String applicationName) {
    return """
    insert into resilience_probe (name, probed_at) values ('%s', now()) \
    on conflict (name) do update set probed_at = excluded.probed_at\
    """
        .formatted(applicationName.replace("'", "''"));
  }

  private static String creation() {
    return """
    select pg_advisory_xact_lock(%d); \
    create table if not exists resilience_probe \
    (name text primary key, probed_at timestamptz not null) with (fillfactor = 10)\
    """
        .formatted(LOCK);
  }
}
