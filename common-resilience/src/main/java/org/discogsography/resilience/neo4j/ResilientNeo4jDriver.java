package org.discogsography.resilience.neo4j;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.HealthIndicator;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * The official driver, with a deadline on every call and a probe that says when calls make sense.
 * Opening connects to nothing, so a service starts while Neo4j is down. Nothing is retried here:
 * whoever calls decides by the {@link StoreException}'s kind. Thread-safe.
 *
 * <p>Meters: timer {@code neo4j.transactions} by {@code access} (read, write) and {@code outcome}
 * (success or the failure's kind), gauge {@code neo4j.available} (1 or 0).
 */
public final class ResilientNeo4jDriver implements AutoCloseable {
  private static final Duration WAIT_SLICE = Duration.ofMinutes(1);

  private final Neo4jSettings settings;
  private final MeterRegistry meters;
  private final Driver driver;
  private final Availability availability;
  private final Probe probe;
  private final Neo4jHealth health;

  private ResilientNeo4jDriver(Neo4jSettings settings, Access access, MeterRegistry meters) {
    this.settings = settings;
    this.meters = meters;
    this.driver = Drivers.forCalls(settings);
    this.availability = new Availability(settings.address().toString(), Clock.systemUTC());
    this.health = new Neo4jHealth(settings.address(), availability);
    ProbePace pace = new ProbePace(() -> ThreadLocalRandom.current().nextDouble());
    this.probe = Probe.start(Drivers.forProbes(settings), access, availability, pace);
  }

  /** For a client that writes: its probe writes too. */
  public static ResilientNeo4jDriver open(Neo4jSettings settings, MeterRegistry meters) {
    return open(settings, Access.WRITE, meters);
  }

  /**
   * Returns at once; the probe starts in the background.
   *
   * @param access what the probe tries
   */
  public static ResilientNeo4jDriver open(
      Neo4jSettings settings, Access access, MeterRegistry meters) {
    ResilientNeo4jDriver opened = new ResilientNeo4jDriver(settings, access, meters);
    Gauge.builder("neo4j.available", opened.availability, a -> up(a) ? 1 : 0)
        .description("Whether the last probe succeeded and no call cast doubt since")
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
    return call(Access.WRITE, timeout, () -> committed(Access.WRITE, timeout, work));
  }

  /**
   * Runs the work in one transaction that may not write.
   *
   * @throws StoreException if it failed
   */
  public <T> T read(Neo4jWork<T> work) throws InterruptedException {
    Duration timeout = settings.transactionTimeout();
    return call(Access.READ, timeout, () -> committed(Access.READ, timeout, work));
  }

  /**
   * Runs the work as {@link #write} does, then rolls it back.
   *
   * @throws StoreException if it failed
   */
  public <T> T tryWrite(Neo4jWork<T> work) throws InterruptedException {
    Duration timeout = settings.transactionTimeout();
    return call(Access.WRITE, timeout, () -> rolledBack(timeout, work));
  }

  /**
   * Waits until the server takes transactions: at once if it does, and otherwise until the next
   * probe succeeds.
   *
   * @throws StoreException if this is closed
   */
  public void awaitAvailable() throws InterruptedException {
    boolean up;
    do {
      up = availability.awaitUp(WAIT_SLICE);
    } while (!up);
  }

  /** The same, up to a limit; false when the server is still away then. */
  public boolean awaitAvailable(Duration limit) throws InterruptedException {
    return availability.awaitUp(limit);
  }

  /**
   * How often the server has become available. What has to hold for a server (its schema, say) is
   * checked again when this has grown: after an absence it may be another server, or an empty one.
   */
  public long arrivals() {
    return availability.state().arrivals();
  }

  /**
   * Waits until the server has become available more often than that.
   *
   * @return false if it did not within the limit
   * @throws StoreException if this is closed
   */
  public boolean awaitArrival(long after, Duration limit) throws InterruptedException {
    return availability.awaitArrival(after, limit);
  }

  /** Component {@code neo4j}: DOWN but waited for while away, broken while it refuses. */
  public HealthIndicator health() {
    return health;
  }

  /** Ends the probe and all connections; calls under way fail. */
  @Override
  public void close() {
    if (availability.close()) {
      probe.close();
      driver.close();
    }
  }

  private <T> T call(Access access, Duration timeout, Callable<T> call)
      throws InterruptedException {
    if (availability.closed()) {
      throw Availability.closedException();
    }
    Duration deadline = timeout.plus(settings.answerGrace());
    Timer.Sample sample = Timer.start(meters);
    String outcome = "error";
    try {
      T result = BoundedCall.run("neo4j-call", deadline, call);
      outcome = "success";
      return result;
    } catch (TimeoutException e) {
      StoreException late = Deadline.exceeded(deadline);
      outcome = late.kind().name();
      throw noted(late);
    } catch (ExecutionException e) {
      StoreException failure = translated(BoundedCall.cause(e));
      outcome = failure.kind().name();
      throw noted(failure);
    } finally {
      sample.stop(meters.timer("neo4j.transactions", "access", tag(access), "outcome", outcome));
    }
  }

  private <T> T committed(Access access, Duration timeout, Neo4jWork<T> work)
      throws InterruptedException {
    try (Session session = driver.session(access.session());
        Transaction open = session.beginTransaction(within(timeout))) {
      T result = work.run(open);
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the caller has given up; nothing is committed");
      }
      open.commit();
      return result;
    }
  }

  private <T> T rolledBack(Duration timeout, Neo4jWork<T> work) {
    try (Session session = driver.session(Access.WRITE.session());
        Transaction open = session.beginTransaction(within(timeout))) {
      return work.run(open);
    }
  }

  private static TransactionConfig within(Duration timeout) {
    return TransactionConfig.builder().withTimeout(timeout).build();
  }

  /** A bug in the work is not the store's failure and leaves as it is. */
  private StoreException translated(Throwable failure) {
    if (failure instanceof Neo4jException || failure instanceof StoreException) {
      return Neo4jClassifier.translate(failure);
    }
    if (availability.closed()) {
      return Availability.closedException();
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof RuntimeException bug) {
      throw bug;
    }
    return Neo4jClassifier.translate(failure);
  }

  private StoreException noted(StoreException failure) {
    availability.callFailed(failure);
    return failure;
  }

  private static boolean up(Availability availability) {
    return availability.state().phase() == Availability.Phase.UP;
  }

  private static String tag(Access access) {
    return switch (access) {
      case READ -> "read";
      case WRITE -> "write";
    };
  }
}
