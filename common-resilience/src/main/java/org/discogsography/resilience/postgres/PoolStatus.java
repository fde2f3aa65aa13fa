package org.discogsography.resilience.postgres;

/**
 * How full a pool is.
 *
 * @param active connections in use; also known as checked out
 * @param idle connections open and free; also known as checked in
 * @param waiting callers that wait for one
 * @param maximum the most connections there may be
 * @param size connections that are kept; those above it are overflow
 */
public record PoolStatus(int active, int idle, int waiting, int maximum, int size) {
  /** The share of the maximum that is in use, 0 to 1. */
  public double utilisation() {
    return (double) active / maximum;
  }

  /** Open and free. */
  public int checkedIn() {
    return idle;
  }

  /** In use. */
  public int checkedOut() {
    return active;
  }

  /** All that are open. */
  public int totalConnections() {
    return active + idle;
  }

  /** Those above the size. */
  public int overflow() {
    return Math.max(0, totalConnections() - size);
  }
}
