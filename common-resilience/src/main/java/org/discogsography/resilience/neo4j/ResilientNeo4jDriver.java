package org.discogsography.resilience.neo4j;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.Availability.Up;
import org.discogsography.resilience.probe.ProbeSettings;
import org.discogsography.resilience.probe.Prober;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.MonitorProbes;
import org.discogsography.resilience.resource.MonitorProbes.Voice;
import org.discogsography.resilience.resource.MonitoredResource;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.discogsography.resilience.resource.ResourceOptions;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The official driver, with a deadline on every call and a probe that says when calls make sense.
 * Opening connects to nothing, so a service starts while Neo4j is down. While the probe says that
 * the server is away, calls fail at once; those who would rather wait call {@link
 * #awaitAvailable()}, which returns as soon as a probe succeeds.
 *
 * <p>Every failure of the store leaves as a {@link StoreException} with its kind and Neo4j's code.
 * Nothing is tried twice here: whether to do it again depends on the kind, and on the caller.
 * Thread-safe.
 *
 * <p>Meters: timer {@code neo4j.transactions} by {@code access} (read, write) and {@code outcome}
 * (success or the failure's kind), gauge {@code neo4j.available} (1 or 0).
 */
public final class ResilientNeo4jDriver implements AutoCloseable {
  private static final Duration LONG = Duration.ofHours(1);

  /** So that a stopped server shows within 5 s also when nobody calls. */
  private static final ProbeSettings PROBING =
      ProbeSettings.DEFAULT.withInterval(Duration.ofSeconds(4));

  private final Neo4jSettings settings;
  private final MeterRegistry meters;
  private final Driver driver;
  private final Arrivals arrivals = new Arrivals();
  private final Prober prober;
  private final Neo4jHealth health;
  private final ResourceMonitor monitor;
  private final Access access;
  private volatile boolean closed;

  private ResilientNeo4jDriver(Neo4jSettings settings, Access access, ResourceOptions options) {
    this.settings = settings;
    this.access = access;
    this.meters = options.meters();
    this.monitor = ResourceMonitor.open(Neo4jClassifier.STORE, options);
    this.driver = Drivers.forCalls(settings);
    this.prober =
        Prober.start(
            Neo4jClassifier.STORE,
            new Neo4jProbe(Drivers.forProbes(settings), access),
            PROBING,
            new MonitorProbes(monitor, arrivals::add, Voice.PROBER),
            Clock.systemUTC());
    this.health = new Neo4jHealth(settings.address(), prober::availability, Clock.systemUTC());
  }

  /** For a client that writes: its probe writes too. */
  public static ResilientNeo4jDriver open(Neo4jSettings settings, MeterRegistry meters) {
    return open(settings, Access.WRITE, meters);
  }

  /** For a client that writes, with options. */
  public static ResilientNeo4jDriver open(Neo4jSettings settings, ResourceOptions options) {
    return open(settings, Access.WRITE, options);
  }

  /**
   * Returns at once and connects in the background; the server may be down.
   *
   * @param access what the probe tries
   */
  public static ResilientNeo4jDriver open(
      Neo4jSettings settings, Access access, MeterRegistry meters) {
    return open(settings, access, ResourceOptions.of(meters));
  }

  /** The same with options. */
  public static ResilientNeo4jDriver open(
      Neo4jSettings settings, Access access, ResourceOptions options) {
    ResilientNeo4jDriver opened = new ResilientNeo4jDriver(settings, access, options);
    MeterRegistry meters = options.meters();
    Gauge.builder("neo4j.available", opened.prober, p -> p.availability() instanceof Up ? 1 : 0)
        .description("Whether the last probe succeeded")
        .register(meters);
    return opened;
  }

  /**
   * Runs the work in one transaction and commits.
   *
   * @throws StoreException rolled back, or (kind UNAVAILABLE) perhaps committed
   */
  public <T> T write(Neo4jWork<T> work) throws InterruptedException {
    return write(settings.transactionTimeout(), work);
  }

  /** The same with another transaction timeout, for what takes longer than usual. */
  public <T> T write(Duration timeout, Neo4jWork<T> work) throws InterruptedException {
    return observed(Access.WRITE, timeout, work);
  }

  /**
   * Runs the work in one transaction that may not write.
   *
   * @throws StoreException if it failed
   */
  public <T> T read(Neo4jWork<T> work) throws InterruptedException {
    Duration timeout = settings.transactionTimeout();
    return observed(Access.READ, timeout, work);
  }

  /**
   * Runs the work as {@link #write} does and rolls it back in any case: to find out whether it
   * could be done.
   *
   * @throws StoreException if it could not
   */
  public <T> T rehearse(Neo4jWork<T> work) throws InterruptedException {
    Duration timeout = settings.transactionTimeout();
    return monitor.observe(
        "rehearsal",
        () -> once(Access.WRITE, timeout, ending -> rolledBack(Access.WRITE, timeout, work)));
  }

  /** Waits until a probe has succeeded that began after the last failure; returns at once then. */
  public void awaitAvailable() throws InterruptedException {
    while (!awaitAvailable(LONG)) {
      // Still away.
    }
  }

  /**
   * The same with a limit; false when it was reached.
   *
   * @throws IllegalStateException if this is closed
   */
  public boolean awaitAvailable(Duration limit) throws InterruptedException {
    requireOpen();
    return prober.awaitAvailable(limit);
  }

  /**
   * How often the server has become available. What has to hold for a server (its schema, say) is
   * checked again when this has grown: after an absence it may be another server, or an empty one.
   */
  public long arrivals() {
    return arrivals.count();
  }

  /** Waits until the server has become available more often than that; false at the limit. */
  public boolean awaitArrival(long after, Duration limit) throws InterruptedException {
    return arrivals.await(after, limit);
  }

  /** Component {@code neo4j}: DOWN but waited for while away, broken while it refuses. */
  public HealthIndicator health() {
    return monitor.withBreaker(health);
  }

  public Availability availability() {
    return prober.availability();
  }

  /**
   * Reads and writes for callers who would rather be turned away at once than wait: a breaker, and
   * retries by kind of failure.
   */
  public Neo4jDatabase database() {
    return new Neo4jDatabase(this, monitor);
  }

  /** This driver as the operations API shows it. */
  public ManagedResource resource() {
    return new MonitoredResource(monitor, this::look, prober::failed);
  }

  private List<Map<String, Object>> look(@Nullable String query) throws InterruptedException {
    try (Neo4jProbe probe = new Neo4jProbe(Drivers.forProbes(settings), access)) {
      probe.attempt();
    }
    return query == null ? List.of() : new ReadOnlyQuery(settings).run(query);
  }

  /** Ends the probe and all connections; calls under way fail, later ones are bugs. Idempotent. */
  @Override
  public void close() {
    closed = true;
    prober.close();
    driver.close();
  }

  /** One attempt, committed, that nobody counts. */
  <T> T attempt(Access access, Neo4jWork<T> work) throws InterruptedException {
    Duration timeout = settings.transactionTimeout();
    return once(access, timeout, ending -> ended(access, timeout, work, ending));
  }

  private <T> T observed(Access access, Duration timeout, Neo4jWork<T> work)
      throws InterruptedException {
    return monitor.observe(
        tag(access), () -> once(access, timeout, ending -> ended(access, timeout, work, ending)));
  }

  private <T> T once(Access access, Duration timeout, Attempt<T> attempt)
      throws InterruptedException {
    requireOpen();
    requireServer();
    Timer.Sample sample = Timer.start(meters);
    String outcome = "error";
    CommitTurn turn = new CommitTurn();
    try {
      T result =
          BoundedCall.run(
              "neo4j-call", timeout.plus(settings.answerGrace()), () -> attempt.run(turn));
      outcome = "success";
      prober.succeeded();
      return result;
    } catch (StoreException e) {
      outcome = e.kind().name();
      throw report(turn.failure(e));
    } finally {
      sample.stop(meters.timer("neo4j.transactions", "access", tag(access), "outcome", outcome));
    }
  }

  /** What was only read need not be committed. */
  private <T> T ended(Access access, Duration timeout, Neo4jWork<T> work, CommitTurn turn)
      throws InterruptedException {
    return switch (access) {
      case READ -> rolledBack(access, timeout, work);
      case WRITE -> committed(timeout, work, turn);
    };
  }

  private <T> T committed(Duration timeout, Neo4jWork<T> work, CommitTurn turn)
      throws InterruptedException {
    try (Session session = driver.session(Access.WRITE.session());
        Transaction open = session.beginTransaction(within(timeout))) {
      T result = work.run(open);
      if (Thread.currentThread().isInterrupted() || !turn.begin()) {
        throw new InterruptedException("the caller has given up; nothing is committed");
      }
      commit(open);
      return result;
    }
  }

  /** Only the server's own answer tells whether it did. */
  private static void commit(Transaction open) {
    try {
      open.commit();
    } catch (Neo4jException e) {
      StoreException failure = Neo4jClassifier.translate(e);
      switch (failure.kind()) {
        case UNAVAILABLE, UNKNOWN -> throw new CommitUnknownException(failure);
        case EXHAUSTED, SYSTEMIC, CONTENTION, TIMEOUT, DATA -> throw failure;
      }
    }
  }

  private <T> T rolledBack(Access access, Duration timeout, Neo4jWork<T> work) {
    try (Session session = driver.session(access.session());
        Transaction open = session.beginTransaction(within(timeout))) {
      return work.run(open);
    }
  }

  private static TransactionConfig within(Duration timeout) {
    return TransactionConfig.builder().withTimeout(timeout).build();
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("this driver is closed");
    }
  }

  private void requireServer() throws InterruptedException {
    boolean ignored = prober.awaitStarted(settings.connectTimeout());
    if (prober.availability() instanceof Away away) {
      throw away.refusal();
    }
  }

  private StoreException report(StoreException failure) {
    if (failure.kind().asksForProbe()) {
      health.failed(failure);
      prober.failed();
    }
    return failure;
  }

  /** One transaction, however it ends. */
  @FunctionalInterface
  private interface Attempt<T> {
    T run(CommitTurn turn) throws InterruptedException;
  }

  private static String tag(Access access) {
    return switch (access) {
      case READ -> "read";
      case WRITE -> "write";
    };
  }
}
