package org.discogsography.resilience.postgres;

/**
 * How full a pool is.
 *
 * @param active connections in use
 * @param idle connections open and free
 * @param waiting callers that wait for one
 * @param maximum the most connections there may be
 */
public record PoolStatus(int active, int idle, int waiting, int maximum) {
  /** The share of the maximum that is in use, 0 to 1. */
  public double utilisation() {
    return (double) active / maximum;
  }
}
