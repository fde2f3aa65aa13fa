package org.discogsography.resilience.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.policy.Operation;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.jspecify.annotations.Nullable;

/**
 * The pool for code that knows only JDBC. A connection is got through breaker and retries; each
 * statement is counted, and turned away while the breaker is open, but never tried again, because
 * nobody here knows what was done before it in its transaction.
 */
final class ProtectedDataSource implements DataSource, StatementWatch {
  private final Transactions transactions;
  private final Sessions sessions;
  private final ResourceMonitor monitor;
  private final StatementWatch log;

  ProtectedDataSource(
      Transactions transactions, Sessions sessions, ResourceMonitor monitor, StatementWatch log) {
    this.transactions = transactions;
    this.sessions = sessions;
    this.monitor = monitor;
    this.log = log;
  }

  @Override
  public Connection getConnection() throws SQLException {
    try {
      return asSql(() -> monitor.admit("connection", this::attempt));
    } catch (CallRejectedException e) {
      throw new SQLTransientConnectionException(e.getMessage(), "08004", e);
    }
  }

  @Override
  public <T extends @Nullable Object> T run(String sql, SqlCall<T> call) throws SQLException {
    if (monitor.policy().state() == BreakerState.OPEN) {
      throw new SQLTransientConnectionException(
          "failing fast: the circuit breaker of postgres is open", "08004");
    }
    return asSql(() -> monitor.observe("statement", () -> translated(() -> log.run(sql, call))));
  }

  @Override
  public void endFailed(SQLException failure) {
    StoreException ignored = transactions.report(CallerFailures.translate(failure));
  }

  private Connection attempt() throws InterruptedException {
    transactions.requireServer(ServerAccess.READ);
    return translated(() -> sessions.open(this));
  }

  private <T extends @Nullable Object> T translated(SqlCall<T> call) throws InterruptedException {
    try {
      return call.run();
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        // On a virtual thread that has closed the socket, which is not the server's fault.
        throw (InterruptedException) new InterruptedException("interrupted").initCause(e);
      }
      throw transactions.report(CallerFailures.translate(e));
    }
  }

  /** The driver's own exception where there is one: callers know it, and its SQLState. */
  private static <T extends @Nullable Object> T asSql(Operation<T> operation) throws SQLException {
    try {
      return operation.run();
    } catch (StoreException e) {
      if (e.getCause() instanceof SQLException own) {
        throw own;
      }
      throw new SQLTransientConnectionException(e.getMessage(), e.code(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", "08001", e);
    }
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    throw new SQLFeatureNotSupportedException("the settings name the user");
  }

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    throw new SQLFeatureNotSupportedException("the settings say how long a log-in may take");
  }

  @Override
  public @Nullable PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    throw new SQLFeatureNotSupportedException("logs through SLF4J");
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("logs through SLF4J");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("The pool does not hand out what it is made of.");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
