package org.discogsography.resilience.postgres;

import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.postgres.Answer.Freshness;
import org.discogsography.resilience.postgres.ResultCache.Kept;
import org.discogsography.resilience.postgres.ResultCache.Question;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL for callers. Every call is one transaction with the pool's limits, and goes through
 * the circuit breaker and the retries that the policy has for its kind of failure; so the work may
 * run several times, but is committed once at most. Reads are made in a transaction that the server
 * keeps read-only.
 *
 * <p>All calls throw {@link CallRejectedException} while the breaker is open, {@link
 * StoreException} with what the last attempt ended with, and {@link InterruptedException}. A
 * mistake in the statement itself (syntax, a name that does not exist) is of the kind DATA: it is
 * neither tried again nor held against the server. Writes throw {@link ReadOnlyModeException} in
 * read-only mode, and {@link CommitUnknownException} if the answer to their commit was lost.
 *
 * <p>Thread-safe.
 */
public final class PostgresDatabase {
  private static final int BATCH = 1_000;

  private final Transactions transactions;
  private final ResourceMonitor monitor;
  private final ReadOnlyMode mode;
  private final ResultCache cache;
  private final Clock clock;
  private final Repeat repeat;

  PostgresDatabase(
      Transactions transactions, ResourceMonitor monitor, CallSettings settings, Repeat repeat) {
    this(
        transactions,
        monitor,
        new ReadOnlyMode(transactions.prober()::availability, monitor.policy()::state),
        new ResultCache(settings, Clock.systemUTC(), Ticker.systemTicker()),
        Clock.systemUTC(),
        repeat);
  }

  PostgresDatabase(
      Transactions transactions,
      ResourceMonitor monitor,
      ReadOnlyMode mode,
      ResultCache cache,
      Clock clock,
      Repeat repeat) {
    this.transactions = transactions;
    this.monitor = monitor;
    this.mode = mode;
    this.cache = cache;
    this.clock = clock;
    this.repeat = repeat;
  }

  /**
   * The same database for writes that change nothing the second time, such as upserts: they are
   * tried again also when the answer to a commit was lost.
   */
  public PostgresDatabase idempotent() {
    return new PostgresDatabase(transactions, monitor, mode, cache, clock, Repeat.IDEMPOTENT);
  }

  /** The rows that the database has now. */
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws InterruptedException {
    return read("query", connection -> rows(connection, sql, mapper, parameters));
  }

  /**
   * The only row.
   *
   * @return empty where there is none
   * @throws IllegalStateException if there are several
   */
  public <T> Optional<T> queryOne(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws InterruptedException {
    List<T> rows = query(sql, mapper, parameters);
    if (rows.size() > 1) {
      throw new IllegalStateException("one row was expected, there are " + rows.size());
    }
    return rows.stream().findFirst();
  }

  /**
   * Rows that may be a little old: from the result cache while they are fresh, else from the
   * database, and where that is away from the cache again, marked stale. Any write through this
   * database empties the cache.
   */
  public <T> Answer<T> answer(String sql, RowMapper<T> mapper, @Nullable Object... parameters)
      throws InterruptedException {
    Question key =
        new Question(sql, Collections.unmodifiableList(copy(parameters)), mapper.getClass());
    if (mode.reason().isEmpty()) {
      Optional<Kept> fresh = cache.fresh(key);
      if (fresh.isPresent()) {
        return given(fresh.get(), Freshness.CACHED);
      }
    }
    try {
      return live(key, mapper, parameters);
    } catch (StoreException | CallRejectedException e) {
      Kept stale = isTheServers(e) ? cache.any(key).orElse(null) : null;
      if (stale == null) {
        throw e;
      }
      return given(stale, Freshness.STALE);
    }
  }

  /** Runs one statement and commits; returns the number of rows that it changed. */
  public long update(String sql, @Nullable Object... parameters) throws InterruptedException {
    return write(
        "update",
        connection -> {
          try (PreparedStatement statement = prepared(connection, sql, parameters)) {
            return statement.executeLargeUpdate();
          }
        });
  }

  /**
   * Runs one statement for each row, all of them or none; returns the number of rows changed.
   *
   * @param rows the parameters of each
   */
  public long batch(String sql, Collection<? extends List<? extends @Nullable Object>> rows)
      throws InterruptedException {
    return write("batch", connection -> batch(connection, sql, rows));
  }

  /** Runs the work in one transaction and commits. */
  public <T extends @Nullable Object> T transaction(SqlWork<T> work) throws InterruptedException {
    return write("transaction", work);
  }

  /**
   * Wraps any operation that may write: one transaction, committed at the end.
   *
   * @param operation its name in metrics; one of a few constant words
   */
  public <T extends @Nullable Object> T call(String operation, SqlWork<T> work)
      throws InterruptedException {
    return write(operation, work);
  }

  /**
   * Wraps any operation that only reads, which read-only mode lets through.
   *
   * @param operation its name in metrics; one of a few constant words
   */
  public <T extends @Nullable Object> T read(String operation, SqlWork<T> work)
      throws InterruptedException {
    if (ServerAccess.answersReads(transactions.prober().availability())
        && monitor.policy().state() != BreakerState.CLOSED) {
      // The breaker is open because of the writes; this server still answers reads.
      return monitor.count(operation, () -> transactions.once(ServerAccess.READ, work));
    }
    return monitor.call(operation, () -> transactions.once(ServerAccess.READ, work));
  }

  /** Has every write fail at once, until {@link #leaveReadOnly()}; the reason is in their error. */
  public void enterReadOnly(String reason) {
    mode.enter(reason);
    monitor.event("read_only_entered", "Writes are refused by hand: " + reason);
  }

  /** Ends what {@link #enterReadOnly} began; a server that refuses writes still does. */
  public void leaveReadOnly() {
    mode.leave();
    monitor.event("read_only_left", "Writes are no longer refused by hand.");
  }

  /** Why nothing is written now: by hand, the server is away or read-only, or the breaker open. */
  public Optional<String> readOnlyReason() {
    return mode.reason();
  }

  private <T extends @Nullable Object> T write(String operation, SqlWork<T> work)
      throws InterruptedException {
    mode.requireWritable();
    try {
      T result = monitor.call(operation, () -> attempt(work));
      cache.written();
      return result;
    } catch (StoreException e) {
      // What was refused, or never tried, changed nothing: stale answers are still good.
      if (mayBeWritten(e)) {
        cache.written();
      }
      throw e;
    }
  }

  private static boolean mayBeWritten(StoreException failure) {
    return failure instanceof CommitUnknownException
        || failure.getCause() instanceof CommitUnknownException;
  }

  private <T extends @Nullable Object> T attempt(SqlWork<T> work) throws InterruptedException {
    try {
      return transactions.once(ServerAccess.WRITE, work);
    } catch (CommitUnknownException e) {
      throw switch (repeat) {
        case ONCE -> e;
        case IDEMPOTENT ->
            new StoreException(e.store(), e.kind(), e.code(), String.valueOf(e.getMessage()), e);
      };
    }
  }

  private <T> Answer<T> live(Question key, RowMapper<T> mapper, @Nullable Object[] parameters)
      throws InterruptedException {
    long generation = cache.generation();
    List<T> rows = query(key.sql(), mapper, parameters);
    Kept entry = new Kept(rows, clock.instant());
    cache.keep(key, entry, generation);
    return new Answer<>(rows, Freshness.LIVE, entry.asOf());
  }

  /** The key's mapper made these rows. */
  @SuppressWarnings("unchecked")
  private static <T> Answer<T> given(Kept entry, Freshness freshness) {
    return new Answer<>((List<T>) entry.rows(), freshness, entry.asOf());
  }

  private static boolean isTheServers(RuntimeException failure) {
    return switch (failure) {
      case StoreException e -> e.kind().isTheServers();
      default -> true;
    };
  }

  private static <T> List<T> rows(
      Connection connection, String sql, RowMapper<T> mapper, @Nullable Object[] parameters)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, parameters);
        ResultSet found = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(mapper.map(found));
      }
      return Collections.unmodifiableList(rows);
    }
  }

  private static long batch(
      Connection connection,
      String sql,
      Collection<? extends List<? extends @Nullable Object>> rows)
      throws SQLException {
    long changed = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int waiting = 0;
      for (List<? extends @Nullable Object> row : rows) {
        bind(statement, row.toArray());
        statement.addBatch();
        if (++waiting == BATCH) {
          changed += sum(statement.executeBatch());
          waiting = 0;
        }
      }
      return waiting == 0 ? changed : changed + sum(statement.executeBatch());
    }
  }

  private static long sum(int[] counts) {
    long sum = 0;
    for (int count : counts) {
      sum += Math.max(0, count);
    }
    return sum;
  }

  private static PreparedStatement prepared(
      Connection connection, String sql, @Nullable Object[] parameters) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    bind(statement, parameters);
    return statement;
  }

  private static void bind(PreparedStatement statement, @Nullable Object[] parameters)
      throws SQLException {
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
  }

  private static List<@Nullable Object> copy(@Nullable Object[] parameters) {
    List<@Nullable Object> copy = new ArrayList<>();
    Collections.addAll(copy, parameters);
    return copy;
  }
}
