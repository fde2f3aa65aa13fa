package org.discogsography.resilience.resource;

/**
 * How well a resource could be reached.
 *
 * @param probes health probes within a sliding hour
 * @param failedProbes those of them that failed
 * @param openedLastMinute connections that the pool opened within a minute
 * @param callerErrors callers who were turned away or saw a lost connection in spite of all
 *     retries, since the start
 */
public record ConnectionFigures(
    long probes, long failedProbes, long openedLastMinute, long callerErrors) {
  /** Before anything happened. */
  public static final ConnectionFigures NONE = new ConnectionFigures(0, 0, 0, 0);

  /** From 0 to 1; 1 without any probe. */
  public double successRate() {
    return probes == 0 ? 1 : (double) (probes - failedProbes) / probes;
  }
}
