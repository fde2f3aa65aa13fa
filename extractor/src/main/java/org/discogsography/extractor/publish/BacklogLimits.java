package org.discogsography.extractor.publish;

import java.time.Duration;
import org.discogsography.resilience.rabbit.QueueDepth;

/**
 * How many messages may wait in a queue before its type's records are held back, until half as many
 * are left.
 *
 * @param consumed for a queue that has consumers; default 100,000
 * @param unconsumed for a queue without: its worker waits for a store, and should not hold up the
 *     other worker soon; default 1,000,000
 * @param interval between two looks at the queues; default 1 second
 */
public record BacklogLimits(long consumed, long unconsumed, Duration interval) {
  /** Everything by default. */
  public static BacklogLimits defaults() {
    return new BacklogLimits(100_000, 1_000_000, Duration.ofSeconds(1));
  }

  long of(QueueDepth depth) {
    return depth.consumers() > 0 ? consumed : unconsumed;
  }
}
