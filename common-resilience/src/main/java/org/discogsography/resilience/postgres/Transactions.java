package org.discogsography.resilience.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.CallSettings.Echo;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.Prober;
import org.jspecify.annotations.Nullable;

/** Single attempts of transactions, and what their failures say about the server. Thread-safe. */
final class Transactions {
  private final PostgresSettings settings;
  private final Prober prober;
  private final HikariDataSource pool;
  private final Sessions sessions;
  private final Checkouts checkouts;
  private final StatementWatch watch;
  private final PostgresHealth.LastFailure lastFailure;
  private final Clock clock = Clock.systemUTC();

  Transactions(
      PostgresSettings settings,
      Prober prober,
      HikariDataSource pool,
      Sessions sessions,
      Checkouts checkouts,
      StatementWatch watch,
      PostgresHealth.LastFailure lastFailure) {
    this.settings = settings;
    this.prober = prober;
    this.pool = pool;
    this.sessions = sessions;
    this.checkouts = checkouts;
    this.watch = watch;
    this.lastFailure = lastFailure;
  }

  /** For those who wait for the server themselves. */
  <T extends @Nullable Object> T once(SqlWork<T> work, Ending ending) throws InterruptedException {
    requireServer(ServerAccess.WRITE);
    return translated(() -> attempt(work, ending), Transactions::asItIs);
  }

  /** For callers: one attempt, whose connection is given back clean. */
  <T extends @Nullable Object> T once(ServerAccess access, SqlWork<T> work)
      throws InterruptedException {
    requireServer(access);
    return translated(() -> attempt(access, work), CallerFailures::translate);
  }

  /** The state of the server as the probe knows it. */
  Prober prober() {
    return prober;
  }

  /**
   * Fails at once while the server is away.
   *
   * @throws StoreException with the probe's reason
   */
  void requireServer(ServerAccess access) throws InterruptedException {
    boolean ignored = prober.awaitStarted(settings.connectTimeout());
    if (prober.availability() instanceof Away away && !access.isPossible(away)) {
      throw away.refusal();
    }
  }

  /** Has the server probed if the failure may be its fault. */
  StoreException report(StoreException failure) {
    if (failure.kind().asksForProbe()) {
      lastFailure.remember(failure.kind(), failure.code(), clock.instant());
      prober.failed();
    }
    return failure;
  }

  /** Only the server's own answer tells whether it did. */
  static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      StoreException failure = PostgresClassifier.translate(e);
      switch (failure.kind()) {
        case UNAVAILABLE, UNKNOWN -> {
          if (!failure.code().equals("25P02")) {
            throw new CommitUnknownException(failure);
          }
          // The server rolled back what an earlier statement had made impossible.
          throw e;
        }
        case EXHAUSTED, SYSTEMIC, CONTENTION, TIMEOUT, DATA -> throw e;
      }
    }
  }

  private <T extends @Nullable Object> T translated(Callable<T> attempt, Translation translation)
      throws InterruptedException {
    try {
      T result = attempt.call();
      prober.succeeded();
      return result;
    } catch (SQLException e) {
      requireNoInterrupt("a transaction");
      throw report(translation.of(e));
    } catch (CommitUnknownException e) {
      requireNoInterrupt("a commit");
      report(e);
      throw e;
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <T extends @Nullable Object> T attempt(SqlWork<T> work, Ending ending)
      throws SQLException {
    Checkouts.Ticket ticket = checkouts.taken();
    // Closing the connection rolls back whatever was not committed.
    try (Connection connection = connection()) {
      try (Statement limits = connection.createStatement()) {
        boolean ignored = limits.execute(settings.limits().setLocal());
      }
      T result = work.apply(TransactionConnection.of(connection));
      ending.apply(connection);
      return result;
    } finally {
      checkouts.returned(ticket);
    }
  }

  /** Statements that are to be logged need somebody who sees them. */
  private Connection connection() throws SQLException {
    if (settings.calls().echo() == Echo.SILENT) {
      return pool.getConnection();
    }
    Connection connection = sessions.open(watch);
    connection.setAutoCommit(false);
    return connection;
  }

  private <T extends @Nullable Object> T attempt(ServerAccess access, SqlWork<T> work)
      throws SQLException {
    try (Connection connection = sessions.open(watch)) {
      connection.setAutoCommit(false);
      connection.setReadOnly(access == ServerAccess.READ);
      T result = work.apply(TransactionConnection.of(connection));
      switch (access) {
        case READ -> connection.rollback();
        case WRITE -> commit(connection);
      }
      return result;
    }
  }

  private static void requireNoInterrupt(String where) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted in " + where);
    }
  }

  private static StoreException asItIs(SQLException failure) {
    return PostgresClassifier.translate(failure);
  }

  @FunctionalInterface
  private interface Translation {
    StoreException of(SQLException failure);
  }
}
