package org.discogsography.resilience.postgres;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.ProbeListener;
import org.discogsography.resilience.probe.Prober;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ManagedResource.SlowCall;
import org.discogsography.resilience.resource.PoolMeters;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.discogsography.resilience.resource.ResourceOptions;
import org.jspecify.annotations.Nullable;

/**
 * A pool of connections to a PostgreSQL that may go away and come back. Opening it does not need
 * the server. While the background probe says that the server is away, calls fail at once; those
 * who would rather wait call {@link #awaitAvailable()}, which returns as soon as a probe succeeds.
 *
 * <p>Every error leaves as a {@link StoreException} with its kind and SQLState. Nothing is tried
 * twice here: whether to do it again depends on the kind, and on the caller.
 *
 * <p>Thread-safe.
 */
public final class ResilientPostgresPool implements AutoCloseable {
  private static final Duration FOREVER = Duration.ofDays(365);

  private final PostgresSettings settings;
  private final Prober prober;
  private final HikariDataSource pool;
  private final PostgresHealth health;
  private final PostgresHealth.LastFailure lastFailure = new PostgresHealth.LastFailure();
  private final ResourceMonitor monitor;
  private final MeterRegistry meters;
  private final SlowCalls slow;
  private final Checkouts checkouts;
  private final Transactions transactions;
  private final PostgresDatabase database;
  private final DataSource dataSource;
  private final ServerInspection inspection;
  private final Clock clock = Clock.systemUTC();

  private ResilientPostgresPool(PostgresSettings settings, ResourceOptions options) {
    this.settings = settings;
    this.meters = options.meters();
    this.monitor = ResourceMonitor.open(PostgresClassifier.STORE, options);
    Recovery recovery = new Recovery(monitor);
    this.prober =
        Prober.start(
            PostgresClassifier.STORE,
            new PostgresProbe(
                DataSources.forProbe(settings),
                ProbeStatement.of(
                    settings.purpose(), settings.applicationName(), settings.probeTimeout())),
            settings.probing(),
            recovery,
            clock);
    this.pool =
        new HikariDataSource(
            DataSources.pooled(settings, prober, monitor::connectionOpened, meters));
    recovery.pool = pool.getHikariPoolMXBean();
    this.health = new PostgresHealth(prober::availability, this::status, lastFailure);
    PoolMeters.bind(PostgresClassifier.STORE, this::snapshot, meters);
    this.slow = new SlowCalls(settings.calls().slowQuery(), clock);
    this.checkouts = new Checkouts(settings.calls().leakDetection(), System::nanoTime);
    Sessions sessions = new Sessions(pool, settings, monitor, checkouts);
    StatementWatch watch = new StatementLog(settings.calls().echo(), slow);
    this.transactions =
        new Transactions(settings, prober, pool, sessions, checkouts, watch, lastFailure);
    this.database = new PostgresDatabase(transactions, monitor, settings.calls(), Repeat.ONCE);
    this.dataSource = new ProtectedDataSource(transactions, sessions, monitor, watch);
    this.inspection = new ServerInspection(settings);
    LeakMeters.bind(checkouts, meters);
  }

  /** The same with {@link ResourceOptions#of default options}. */
  public static ResilientPostgresPool open(PostgresSettings settings, MeterRegistry metrics) {
    return open(settings, ResourceOptions.of(metrics));
  }

  /** Returns at once and connects in the background; the server may be down. */
  public static ResilientPostgresPool open(PostgresSettings settings, ResourceOptions options) {
    return new ResilientPostgresPool(settings, options);
  }

  /**
   * Runs the work in one transaction and commits it, or rolls it back if it throws. For one's own,
   * known statements: what the work sets on purpose (limits, search path) is not undone. {@link
   * #database()} and {@link #dataSource()} protect against that, too.
   *
   * @throws StoreException if it failed; after a connection was lost it may have been committed
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public <T extends @Nullable Object> T transaction(SqlWork<T> work) throws InterruptedException {
    return run("transaction", work, Transactions::commit);
  }

  /**
   * Runs the work in one transaction and rolls it back in any case: to find out whether it could be
   * done.
   *
   * @throws StoreException if it could not
   */
  public <T extends @Nullable Object> T rehearse(SqlWork<T> work) throws InterruptedException {
    return run("rehearsal", work, Connection::rollback);
  }

  /** Waits until a probe has succeeded that began after the last failure; returns at once then. */
  public void awaitAvailable() throws InterruptedException {
    while (!awaitAvailable(FOREVER)) {
      // A year has passed.
    }
  }

  /** The same with a limit; false when it was reached. */
  public boolean awaitAvailable(Duration limit) throws InterruptedException {
    return prober.awaitAvailable(limit);
  }

  public HealthIndicator health() {
    return monitor.withBreaker(health);
  }

  public Availability availability() {
    return prober.availability();
  }

  public PoolStatus status() {
    HikariPoolMXBean state = pool.getHikariPoolMXBean();
    return new PoolStatus(
        state.getActiveConnections(),
        state.getIdleConnections(),
        state.getThreadsAwaitingConnection(),
        settings.maximumConnections(),
        settings.minimumConnections());
  }

  /**
   * The guarded interface for callers: breaker, retries by the kind of failure, timings, result
   * cache, read-only mode.
   */
  public PostgresDatabase database() {
    return database;
  }

  /**
   * The pool for code that knows only JDBC. Its connections keep this library's limits whatever
   * their users do, and come back clean; while the breaker is open there are none ({@link
   * java.sql.SQLTransientConnectionException}). Every error is the driver's own {@link
   * SQLException}. The driver's own classes are not handed out ({@code unwrap}).
   */
  public DataSource dataSource() {
    return dataSource;
  }

  /** Looks at the server from outside of the pool. */
  public ServerInspection inspection() {
    return inspection;
  }

  /** Connections that are held longer than {@link CallSettings#leakDetection()} allows, now. */
  public long leakedConnections() {
    return checkouts.leaked();
  }

  List<SlowCall> slowCalls() {
    return slow.newestFirst();
  }

  /** This pool as the operations API shows it. */
  public ManagedResource resource() {
    return new PostgresResource(this, monitor);
  }

  /** Closes every connection and ends every thread; idempotent. */
  @Override
  public void close() {
    prober.close();
    pool.close();
  }

  /** Drops idle connections and probes now. */
  void recover() {
    pool.getHikariPoolMXBean().softEvictConnections();
    monitor.poolReset();
    prober.failed();
  }

  PoolSnapshot snapshot() {
    PoolStatus status = status();
    Timer waits = meters.find("hikaricp.connections.acquire").timer();
    Duration wait =
        waits == null ? Duration.ZERO : Duration.ofNanos((long) waits.mean(TimeUnit.NANOSECONDS));
    return new PoolSnapshot(
        settings.minimumConnections(),
        status.maximum(),
        status.active(),
        status.idle(),
        status.waiting(),
        wait);
  }

  PostgresSettings settings() {
    return settings;
  }

  Prober prober() {
    return prober;
  }

  private <T extends @Nullable Object> T run(String operation, SqlWork<T> work, Ending ending)
      throws InterruptedException {
    long began = System.nanoTime();
    try {
      return monitor.observe(operation, () -> transactions.once(work, ending));
    } finally {
      slow.ended(operation, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  /**
   * The connections that an outage has left in the pool are dead, or will be found so one by one.
   */
  private static final class Recovery implements ProbeListener {
    private final ResourceMonitor monitor;
    private volatile @Nullable HikariPoolMXBean pool;

    Recovery(ResourceMonitor monitor) {
      this.monitor = monitor;
    }

    @Override
    public void back() {
      HikariPoolMXBean known = pool;
      if (known != null && known.getTotalConnections() > 0) {
        known.softEvictConnections();
        monitor.poolReset();
      }
    }

    @Override
    public void succeeded() {
      monitor.probeSucceeded();
    }

    @Override
    public void failed(StoreException reason) {
      monitor.probeFailed(reason);
    }
  }
}
