package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Reads on a connection of its own that is opened for it and closed after it, in one read-only
 * transaction that is rolled back, and gives up after a time whatever the server does. For people
 * who look at a server that may be in trouble; two at once. Thread-safe.
 */
final class BoundedReader {
  private static final int AT_ONCE = 2;

  private final DataSource source;
  private final Duration statement;
  private final Duration all;
  private final Semaphore permits = new Semaphore(AT_ONCE);

  BoundedReader(PostgresSettings settings, Duration statement, Duration all) {
    this.source = DataSources.forReading(settings, all);
    this.statement = statement;
    this.all = all;
  }

  /**
   * Reads.
   *
   * @throws StoreException if that fails or takes too long
   */
  <T> T read(SqlWork<T> work) throws InterruptedException {
    if (!permits.tryAcquire()) {
      throw failure(
          FailureKind.EXHAUSTED, "busy", "so many look at this server already", new SQLException());
    }
    AtomicReference<@Nullable Connection> opened = new AtomicReference<>();
    FutureTask<T> task = new FutureTask<>(() -> transaction(opened, work));
    Thread thread =
        Thread.ofVirtual()
            .name(PostgresClassifier.STORE + "-reader")
            .start(() -> {
              try {
                task.run();
              } finally {
                permits.release();
              }
            });
    try {
      return task.get(all.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw failure(
          FailureKind.TIMEOUT, "timeout", "no answer within " + all.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw PostgresClassifier.translate(e.getCause() == null ? e : e.getCause());
    } finally {
      abandon(thread, opened.get());
    }
  }

  /** An interrupt closes the socket that a virtual thread waits for. */
  private static void abandon(Thread thread, @Nullable Connection connection) {
    if (thread.isAlive()) {
      thread.interrupt();
      if (connection != null) {
        try {
          connection.abort(Runnable::run);
        } catch (SQLException e) {
          // The interrupt has done it, or the socket's own timeout will.
        }
      }
    }
  }

  private <T> T transaction(AtomicReference<@Nullable Connection> opened, SqlWork<T> work)
      throws SQLException {
    try (Connection connection = source.getConnection()) {
      opened.set(connection);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try (Statement limits = connection.createStatement()) {
        boolean ignored =
            limits.execute(new SessionLimits(statement, statement, statement).setLocal());
      }
      T result = work.apply(connection);
      connection.rollback();
      return result;
    }
  }

  private static StoreException failure(
      FailureKind kind, String code, String message, Throwable cause) {
    return new StoreException(PostgresClassifier.STORE, kind, code, message, cause);
  }
}
