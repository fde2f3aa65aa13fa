package org.discogsography.resilience.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.ProbeListener;
import org.discogsography.resilience.probe.Prober;
import org.discogsography.resilience.resource.ManagedResource;
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
  private static final Duration HEALTH_CHECK = Duration.ofSeconds(30);

  private final PostgresSettings settings;
  private final Prober prober;
  private final HikariDataSource pool;
  private final PostgresHealth health;
  private final PostgresHealth.LastFailure lastFailure = new PostgresHealth.LastFailure();
  private final ResourceMonitor monitor;
  private final MeterRegistry meters;
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
    this.pool = new HikariDataSource(configuration(settings, prober, monitor, meters));
    recovery.pool = pool.getHikariPoolMXBean();
    this.health = new PostgresHealth(prober::availability, this::status, lastFailure);
    PoolMeters.bind(PostgresClassifier.STORE, this::snapshot, meters);
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
   * Runs the work in one transaction and commits it, or rolls it back if it throws.
   *
   * @throws StoreException if it failed; after a connection was lost it may have been committed
   * @throws InterruptedException if the thread was interrupted meanwhile
   */
  public <T extends @Nullable Object> T transaction(SqlWork<T> work) throws InterruptedException {
    return run("transaction", work, ResilientPostgresPool::commit);
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
        settings.maximumConnections());
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

  private <T extends @Nullable Object> T run(String operation, SqlWork<T> work, Ending ending)
      throws InterruptedException {
    return monitor.observe(operation, () -> once(work, ending));
  }

  private <T extends @Nullable Object> T once(SqlWork<T> work, Ending ending)
      throws InterruptedException {
    requireServer();
    try {
      T result = attempt(work, ending);
      prober.succeeded();
      return result;
    } catch (SQLException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in a transaction");
      }
      throw report(PostgresClassifier.translate(e));
    } catch (CommitUnknownException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in a commit");
      }
      report(e);
      throw e;
    }
  }

  private <T extends @Nullable Object> T attempt(SqlWork<T> work, Ending ending)
      throws SQLException {
    // Closing the connection rolls back whatever was not committed.
    try (Connection connection = pool.getConnection()) {
      try (Statement limits = connection.createStatement()) {
        boolean ignored = limits.execute(settings.limits().setLocal());
      }
      T result = work.apply(TransactionConnection.of(connection));
      ending.apply(connection);
      return result;
    }
  }

  private void requireServer() throws InterruptedException {
    boolean ignored = prober.awaitStarted(settings.connectTimeout());
    if (prober.availability() instanceof Away away) {
      StoreException reason = away.reason();
      throw new StoreException(
          reason.store(),
          reason.kind(),
          reason.code(),
          "away since " + away.since() + ": " + reason.getMessage(),
          reason);
    }
  }

  private StoreException report(StoreException failure) {
    if (mayBeTheServers(failure.kind())) {
      lastFailure.remember(failure.kind(), failure.code(), clock.instant());
      prober.failed();
    }
    return failure;
  }

  /** Only the server's own answer tells whether it did. */
  private static void commit(Connection connection) throws SQLException {
    try {
      connection.commit();
    } catch (SQLException e) {
      StoreException failure = PostgresClassifier.translate(e);
      switch (failure.kind()) {
        case UNAVAILABLE, UNKNOWN -> throw new CommitUnknownException(failure);
        case EXHAUSTED, SYSTEMIC, CONTENTION, TIMEOUT, DATA -> throw e;
      }
    }
  }

  private static boolean mayBeTheServers(FailureKind kind) {
    return switch (kind) {
      case UNAVAILABLE, EXHAUSTED, SYSTEMIC, UNKNOWN -> true;
      case CONTENTION, TIMEOUT, DATA -> false;
    };
  }

  private static HikariConfig configuration(
      PostgresSettings settings, Prober prober, ResourceMonitor monitor, MeterRegistry metrics) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(PostgresClassifier.STORE);
    config.setDataSource(
        new GatedDataSource(
            DataSources.forPool(settings),
            prober,
            settings.connectTimeout(),
            monitor::connectionOpened));
    config.setAutoCommit(false);
    config.setInitializationFailTimeout(-1);
    config.setMinimumIdle(settings.minimumConnections());
    config.setMaximumPoolSize(settings.maximumConnections());
    config.setConnectionTimeout(settings.poolTimeout().toMillis());
    config.setMaxLifetime(settings.maximumLifetime().toMillis());
    config.setKeepaliveTime(settings.route() == Route.SERVER ? HEALTH_CHECK.toMillis() : 0);
    config.setMetricRegistry(metrics);
    return config;
  }

  /** How a transaction ends. */
  @FunctionalInterface
  private interface Ending {
    void apply(Connection connection) throws SQLException;
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
