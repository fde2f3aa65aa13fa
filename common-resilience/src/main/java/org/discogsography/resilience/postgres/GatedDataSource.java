package org.discogsography.resilience.postgres;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.discogsography.resilience.probe.Prober;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections only while the probe says that there is a server to connect to, and waits for
 * it otherwise. The pool's one thread that opens connections would sleep up to 5 s after each
 * refusal, and see a server that is back that much later.
 */
final class GatedDataSource implements DataSource {
  private static final long PAUSE_MILLIS = 50;

  private final DataSource target;
  private final Prober prober;
  private final Duration limit;
  private final Route route;
  private final Runnable opened;

  /**
   * @param limit how long to wait for the server
   * @param opened hears of every connection
   */
  GatedDataSource(DataSource target, Prober prober, Duration limit, Route route, Runnable opened) {
    this.target = target;
    this.opened = opened;
    this.prober = prober;
    this.limit = limit;
    this.route = route;
  }

  @Override
  public Connection getConnection() throws SQLException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (true) {
      awaitServer(deadline);
      try {
        Connection connection = target.getConnection();
        opened.run();
        return switch (route) {
          case SERVER -> connection;
          case PGBOUNCER -> withoutPing(connection);
        };
      } catch (SQLException e) {
        prober.failed();
        if (isLasting(e) || deadline - System.nanoTime() <= 0) {
          throw e;
        }
        pause();
      }
    }
  }

  /** Asking whether it is alive would only keep a server's connection busy behind the pooler. */
  private static Connection withoutPing(Connection connection) {
    return Reflection.proxy(
        Connection.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "isValid" -> !connection.isClosed();
              case "equals", "hashCode", "toString" -> Reflection.common(proxy, method, arguments);
              default -> Reflection.invoke(connection, method, arguments);
            });
  }

  /** A server that refuses is not asked without end. */
  private static void pause() throws SQLException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", "08001", e);
    }
  }

  /** Trying again soon would not help. */
  private static boolean isLasting(SQLException e) {
    return switch (PostgresClassifier.kind(e)) {
      case UNAVAILABLE, EXHAUSTED, TIMEOUT, CONTENTION -> false;
      case SYSTEMIC, DATA, UNKNOWN -> true;
    };
  }

  private void awaitServer(long deadline) throws SQLException {
    if (ServerAccess.answersReads(prober.availability())) {
      return;
    }
    try {
      if (!prober.awaitAvailable(Duration.ofNanos(deadline - System.nanoTime()))) {
        throw new SQLTransientConnectionException("PostgreSQL is away", "08001");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("interrupted", "08001", e);
    } catch (IllegalStateException e) {
      throw new SQLTransientConnectionException("the pool was closed", "08003", e);
    }
  }

  @Override
  public Connection getConnection(@Nullable String user, @Nullable String password)
      throws SQLException {
    throw new SQLFeatureNotSupportedException("the settings name the user");
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return target.getLoginTimeout();
  }

  /** The settings decide, not the pool. */
  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return target.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    target.setLogWriter(out);
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    return target.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return target.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return target.isWrapperFor(type);
  }
}
