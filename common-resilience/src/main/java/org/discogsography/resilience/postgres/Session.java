package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import org.discogsography.resilience.postgres.CallSettings.Orphans;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A pooled connection in somebody's hands. Every statement runs in a transaction that begins with
 * the limits, also where the user asked for none: through a pooler there is no other way, and
 * whatever an earlier statement has set is overruled. What is left behind is cleaned up when it is
 * given back. Not thread-safe, as connections are not.
 */
final class Session {
  private final Sessions sessions;
  private final Connection pooled;
  private final BaseConnection driver;
  private final StatementWatch watch;
  private final Map<String, String> parameters;
  private boolean autoCommit = true;
  private boolean begunInWords;
  private boolean limited;
  private boolean changed;
  private boolean closed;
  private @Nullable Isolation isolation;

  Session(Sessions sessions, Connection pooled, StatementWatch watch) throws SQLException {
    this.sessions = sessions;
    this.pooled = pooled;
    this.driver = pooled.unwrap(BaseConnection.class);
    this.watch = watch;
    this.parameters = Map.copyOf(driver.getParameterStatuses());
  }

  Connection pooled() {
    return pooled;
  }

  SessionLimits limits() {
    return sessions.settings().limits();
  }

  Duration socketTimeout() {
    return sessions.settings().socketTimeout();
  }

  /** Runs a statement with the limits, and commits it where its user left that to us. */
  <T extends @Nullable Object> T run(String sql, SqlText text, SqlCall<T> call)
      throws SQLException {
    requireOpen();
    return watch.run(
        sql,
        () -> {
          before();
          try {
            T result = call.run();
            after(text);
            return result;
          } catch (SQLException e) {
            failed(text, e);
            if (endsByItself() && refusesTransactions(e)) {
              return outside(call);
            }
            throw e;
          }
        });
  }

  /** VACUUM and its like, which are only there without a pooler. */
  private boolean refusesTransactions(SQLException failure) {
    return "25001".equals(failure.getSQLState()) && sessions.settings().route() == Route.SERVER;
  }

  /** The limits are the session's for once, which is cleaned up when it is given back. */
  private <T extends @Nullable Object> T outside(SqlCall<T> call) throws SQLException {
    changed = true;
    pooled.setAutoCommit(true);
    try {
      execute(limits().setSession());
      return call.run();
    } finally {
      pooled.setAutoCommit(false);
    }
  }

  /** For what the driver may ask the server on its own account. */
  <T extends @Nullable Object> T quietly(SqlCall<T> call) throws SQLException {
    requireOpen();
    T result = call.run();
    if (endsByItself() && state() != TransactionState.IDLE) {
      pooled.commit();
    }
    return result;
  }

  void autoCommit(boolean wanted) throws SQLException {
    requireOpen();
    if (wanted && !autoCommit && state() != TransactionState.IDLE) {
      pooled.commit();
    }
    autoCommit = wanted;
  }

  boolean autoCommit() throws SQLException {
    requireOpen();
    return autoCommit;
  }

  void commit() throws SQLException {
    requireManual("commit");
    try {
      pooled.commit();
    } catch (SQLException e) {
      watch.endFailed(e);
      throw e;
    }
  }

  void rollback() throws SQLException {
    requireManual("rollback");
    pooled.rollback();
  }

  void requireManual(String what) throws SQLException {
    requireOpen();
    if (autoCommit) {
      throw new SQLException(
          "There is no transaction to " + what + ": auto-commit is on.", "25P01");
    }
  }

  /** For the next transaction on; never a setting of the session. */
  void isolation(Isolation wanted) throws SQLException {
    requireOpen();
    isolation = wanted;
  }

  @Nullable Isolation isolation() {
    return isolation;
  }

  /** Something that outlives a transaction was changed. */
  void changed() {
    changed = true;
  }

  boolean closed() throws SQLException {
    return closed || pooled.isClosed();
  }

  /** Gives the connection back; nothing that its user did can make that fail. */
  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      endTransaction();
      clean();
    } catch (SQLException e) {
      sessions.evict(pooled);
    } finally {
      sessions.returned(this);
    }
  }

  void abort(Executor executor) throws SQLException {
    pooled.abort(executor);
    sessions.evict(pooled);
    close();
  }

  private void before() throws SQLException {
    TransactionState state = state();
    if (state == TransactionState.IDLE) {
      limited = false;
    }
    if (!limited && state != TransactionState.FAILED) {
      execute(begin(state));
      limited = true;
    }
  }

  private String begin(TransactionState state) {
    Isolation wanted = isolation;
    return wanted == null || state != TransactionState.IDLE
        ? limits().setLocalLimits()
        : wanted.sql() + "; " + limits().setLocalLimits();
  }

  private void after(SqlText text) throws SQLException {
    changed |= text.session();
    if (begunInWords && state() == TransactionState.IDLE) {
      begunInWords = false;
    }
    if (autoCommit && text.begins() && state() != TransactionState.IDLE) {
      begunInWords = true;
    }
    if (endsByItself()) {
      if (state() != TransactionState.IDLE) {
        pooled.commit();
      }
    } else if (text.limits() && state() == TransactionState.OPEN) {
      execute(limits().setLocalLimits());
    }
  }

  private void failed(SqlText text, SQLException failure) {
    changed |= text.session();
    if (!endsByItself()) {
      return;
    }
    try {
      if (state() != TransactionState.IDLE) {
        pooled.rollback();
      }
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private boolean endsByItself() {
    return autoCommit && !begunInWords;
  }

  private void endTransaction() throws SQLException {
    switch (state()) {
      case IDLE -> {}
      case OPEN -> {
        if (sessions.settings().calls().orphans() == Orphans.COMMIT) {
          pooled.commit();
        } else {
          pooled.rollback();
          sessions.rolledBack();
        }
      }
      case FAILED -> {
        pooled.rollback();
        sessions.rolledBack();
      }
    }
  }

  /** Behind a pooler the session is not ours to clean. */
  private void clean() throws SQLException {
    boolean dirty = changed || !parameters.equals(driver.getParameterStatuses());
    if (dirty && sessions.settings().route() == Route.SERVER) {
      pooled.setAutoCommit(true);
      execute("discard all");
      pooled.setAutoCommit(false);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = pooled.createStatement()) {
      boolean ignored = statement.execute(sql);
    }
  }

  private TransactionState state() {
    return driver.getTransactionState();
  }

  private void requireOpen() throws SQLException {
    if (closed) {
      throw new SQLNonTransientConnectionException("The connection is closed.", "08003");
    }
  }
}
