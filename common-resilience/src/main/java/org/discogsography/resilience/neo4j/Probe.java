package org.discogsography.resilience.neo4j;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.neo4j.Availability.Phase;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;

/**
 * Asks the server again and again, on connections of its own, whether it takes transactions, and
 * tells {@link Availability}. One virtual thread, until closed.
 */
final class Probe implements AutoCloseable {
  private static final Duration DEADLINE_UP = Duration.ofSeconds(5);

  /** Short, so that an attempt that a dead network swallowed does not delay the next one. */
  private static final Duration DEADLINE_AWAY = Duration.ofSeconds(2);

  private final Driver driver;
  private final Access access;
  private final Availability availability;
  private final ProbePace pace;
  private final Thread thread;

  private Probe(Driver driver, Access access, Availability availability, ProbePace pace) {
    this.driver = driver;
    this.access = access;
    this.availability = availability;
    this.pace = pace;
    this.thread = Thread.ofVirtual().name("neo4j-probe").unstarted(this::loop);
  }

  static Probe start(Driver driver, Access access, Availability availability, ProbePace pace) {
    Probe probe = new Probe(driver, access, availability, pace);
    probe.thread.start();
    return probe;
  }

  /** Closes the driver too. */
  @Override
  public void close() {
    thread.interrupt();
    driver.close();
  }

  private void loop() {
    try {
      while (!availability.closed()) {
        long doubts = availability.beginProbe();
        probe(doubts);
        Duration delay = pace.next(availability.state().phase());
        availability.pause(delay, ProbePace.SHORTEST, doubts);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void probe(long doubts) throws InterruptedException {
    Duration deadline = availability.state().phase() == Phase.UP ? DEADLINE_UP : DEADLINE_AWAY;
    try {
      BoundedCall.run("neo4j-probe-call", deadline, () -> ask(deadline));
      availability.probed(doubts);
    } catch (TimeoutException e) {
      availability.probeFailed(Deadline.exceeded(deadline));
    } catch (ExecutionException e) {
      availability.probeFailed(Neo4jClassifier.translate(BoundedCall.cause(e)));
    }
  }

  /** Rolled back: that a write was taken is enough, and nobody's graph gets a node of ours. */
  private Object ask(Duration timeout) {
    TransactionConfig config = TransactionConfig.builder().withTimeout(timeout).build();
    try (Session session = driver.session(access.session());
        Transaction transaction = session.beginTransaction(config)) {
      return transaction.run(access.probe()).consume();
    }
  }
}
