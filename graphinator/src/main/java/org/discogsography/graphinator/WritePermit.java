package org.discogsography.graphinator;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.neo4j.Neo4jClassifier;
import org.discogsography.resilience.policy.Operation;

/**
 * Lets one batch be written at a time, in the order of asking: transactions that create
 * relationships on the same nodes deadlock more often than they succeed. Thread-safe.
 */
final class WritePermit {
  /** Longer than the slowest transaction of each of the other queues. */
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Semaphore permit = new Semaphore(1, true);

  <T> T holding(Operation<T> operation) throws InterruptedException {
    if (!permit.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      String message = "another queue has been writing for " + PATIENCE.toSeconds() + " s";
      throw new StoreException(
          Neo4jClassifier.STORE,
          FailureKind.CONTENTION,
          "WritePermit",
          message,
          new IllegalStateException(message));
    }
    try {
      return operation.run();
    } finally {
      permit.release();
    }
  }
}
