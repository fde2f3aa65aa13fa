package org.discogsography.resilience.postgres;

import java.time.Duration;

/**
 * What the server ends by itself; set anew in each transaction, so that neither a pooler nor
 * earlier users of a connection can change them.
 *
 * @param statement for one statement; default 30 s
 * @param lock for one lock; default 10 s
 * @param idleInTransaction between two statements of a transaction; default 30 s
 */
public record SessionLimits(Duration statement, Duration lock, Duration idleInTransaction) {
  public static final SessionLimits DEFAULT =
      new SessionLimits(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30));

  public SessionLimits {
    if (!statement.isPositive() || !lock.isPositive() || !idleInTransaction.isPositive()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }

  public static SessionLimits ofStatement(Duration statement) {
    return new SessionLimits(statement, DEFAULT.lock(), DEFAULT.idleInTransaction());
  }

  /**
   * Statements that set the limits until the end of the transaction; and its isolation, which a
   * database or a role may have another default for.
   */
  String setLocal() {
    return Isolation.READ_COMMITTED.sql() + "; " + setLocalLimits();
  }

  /** The limits alone. */
  String setLocalLimits() {
    return "set local statement_timeout = %d; set local lock_timeout = %d; set local idle_in_transaction_session_timeout = %d"
        .formatted(statement.toMillis(), lock.toMillis(), idleInTransaction.toMillis());
  }

  /** The limits of a session, for what cannot be done in a transaction. */
  String setSession() {
    return setLocalLimits().replace("set local ", "set ");
  }

  /** The same as start-up options of a session, for what happens outside of transactions. */
  String startupOptions() {
    return "-c statement_timeout=%d -c lock_timeout=%d -c idle_in_transaction_session_timeout=%d"
        .formatted(statement.toMillis(), lock.toMillis(), idleInTransaction.toMillis());
  }
}
