package org.discogsography.dashboard.rehearsal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The counters of a worker, all its queues together.
 *
 * @param settled deliveries that are done with, dead letters among them
 * @param written records that changed something, deletions among them
 * @param unchanged records that changed nothing, older ones among them
 * @param requeued deliveries given back
 * @param deadLettered deliveries set aside
 * @param pausedSince when the first of the queues that wait for a server began to; null when none
 *     does
 */
record Work(
    long settled,
    long written,
    long unchanged,
    long requeued,
    long deadLettered,
    @Nullable Instant pausedSince) {
  static final Work NONE = new Work(0, 0, 0, 0, 0, null);

  /** Counters as if both had been counted by one. */
  Work plus(Work more) {
    return new Work(
        settled + more.settled,
        written + more.written,
        unchanged + more.unchanged,
        requeued + more.requeued,
        deadLettered + more.deadLettered,
        earlier(pausedSince, more.pausedSince));
  }

  /** What was counted since; the pause is that of now. */
  Work since(Work before) {
    return new Work(
        settled - before.settled,
        written - before.written,
        unchanged - before.unchanged,
        requeued - before.requeued,
        deadLettered - before.deadLettered,
        pausedSince);
  }

  /** Whether a counter is lower than it was, which happens only with another process. */
  boolean beganAgain(Work before) {
    return settled < before.settled || written < before.written || unchanged < before.unchanged;
  }

  boolean paused() {
    return pausedSince != null;
  }

  /** Everything that was committed, settled or not. */
  long committed() {
    return written + unchanged;
  }

  private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }
}
