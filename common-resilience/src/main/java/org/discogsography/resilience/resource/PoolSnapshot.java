package org.discogsography.resilience.resource;

import java.time.Duration;

/**
 * A connection pool at one moment.
 *
 * @param minimum connections that are kept
 * @param maximum connections that there may be
 * @param active in use
 * @param idle open and not in use
 * @param waiting callers that wait for one
 * @param meanWait how long a caller waited for one, on average since the start
 */
public record PoolSnapshot(
    int minimum, int maximum, int active, int idle, int waiting, Duration meanWait) {
  public int total() {
    return active + idle;
  }

  /** Connections in use as a share of the maximum, 0 to 1. */
  public double utilisation() {
    return maximum == 0 ? 0 : (double) active / maximum;
  }

  /** Connections above the minimum. */
  public int overflow() {
    return Math.max(0, total() - minimum);
  }
}
