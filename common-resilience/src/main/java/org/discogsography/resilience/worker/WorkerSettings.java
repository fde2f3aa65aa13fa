package org.discogsography.resilience.worker;

import java.time.Duration;
import org.discogsography.resilience.config.Environment;

/**
 * How worker loops take and hold batches.
 *
 * @param batchSize records in one transaction at most; default 500
 * @param maxWait how long a batch waits to become full, from its first record; default 200 ms
 * @param prefetch unsettled deliveries per queue, at least two batches; default 1,000
 * @param holdBudget how long a batch is held while its store is away before it goes back to the
 *     queue, well below the broker's limit for acks (30 minutes); default 2 minutes
 * @param deadLetterTimeout for the confirm of a dead letter; default 10 seconds
 * @param stopTimeout for the batch in hand when the loop is to stop; default 15 seconds
 */
public record WorkerSettings(
    int batchSize,
    Duration maxWait,
    int prefetch,
    Duration holdBudget,
    Duration deadLetterTimeout,
    Duration stopTimeout) {
  private static final int MOST = 10_000;

  public WorkerSettings {
    if (batchSize < 1 || prefetch < batchSize) {
      throw new IllegalArgumentException("the prefetch is smaller than a batch");
    }
  }

  /** All defaults. */
  public static WorkerSettings defaults() {
    return ofBatches(500);
  }

  /** Defaults for batches of another size. */
  public static WorkerSettings ofBatches(int batchSize) {
    return new WorkerSettings(
        batchSize,
        Duration.ofMillis(200),
        2 * batchSize,
        Duration.ofMinutes(2),
        Duration.ofSeconds(10),
        Duration.ofSeconds(15));
  }

  /** Reads the WORKER_... variables; each has a default. */
  public static WorkerSettings from(Environment environment) {
    int batchSize = environment.integer("WORKER_BATCH_SIZE", defaults().batchSize, 1, MOST);
    WorkerSettings defaults = ofBatches(batchSize);
    return new WorkerSettings(
        batchSize,
        environment.seconds("WORKER_MAX_WAIT", defaults.maxWait),
        environment.integer("WORKER_PREFETCH", defaults.prefetch, batchSize, 2 * MOST),
        environment.seconds("WORKER_HOLD_BUDGET", defaults.holdBudget),
        environment.seconds("WORKER_DEAD_LETTER_TIMEOUT", defaults.deadLetterTimeout),
        environment.seconds("WORKER_STOP_TIMEOUT", defaults.stopTimeout));
  }
}
