package org.discogsography.dashboard.services;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The figures in a service's health that the page draws, as figures and not as text.
 *
 * @param breakers by component: what the service's circuit breaker to it is doing
 * @param pools by component
 * @param since by component: since when it is as it is, as the service says it
 * @param loops by queue: what the worker's loop does
 * @param extraction null where the service extracts nothing
 */
public record Facts(
    Map<String, Breaker> breakers,
    Map<String, Pool> pools,
    Map<String, String> since,
    Map<String, Loop> loops,
    @Nullable Extraction extraction) {
  /** Where a service tells nothing of the kind. */
  public static final Facts NONE = new Facts(Map.of(), Map.of(), Map.of(), Map.of(), null);

  /**
   * A circuit breaker.
   *
   * @param state closed, half_open or open
   * @param failures in a row
   */
  public record Breaker(String state, long failures, long threshold, long trips) {}

  /**
   * A pool of connections.
   *
   * @param waiting callers that wait for one
   */
  public record Pool(long active, long maximum, long waiting) {}

  /**
   * A worker's loop over one queue.
   *
   * @param state running, holding, waiting, disconnected, ...
   * @param pausedSince null while it runs
   * @param lastError the last that went wrong, or null
   * @param median milliseconds that a batch takes; null without any in the last minutes
   * @param slowest what 95 % of the batches stay below
   */
  public record Loop(
      String state,
      @Nullable String pausedSince,
      @Nullable String lastError,
      @Nullable Double median,
      @Nullable Double slowest) {
    /** Whether it takes batches and writes them. */
    public boolean running() {
      return state.equals("running");
    }
  }

  /**
   * What the extractor does.
   *
   * @param state extracting, paused_by_backlog, complete, ...
   * @param pausedBy the queue that is too full, or null
   * @param type the kind of record in work, or null
   * @param secondsLeft of that kind; null where it is not known
   */
  public record Extraction(
      String state,
      @Nullable String pausedBy,
      @Nullable Long pausedReady,
      @Nullable Long pausedLimit,
      @Nullable String type,
      @Nullable Double percent,
      @Nullable Double recordsPerSecond,
      @Nullable Long secondsLeft) {}
}
