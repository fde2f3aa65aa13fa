package org.discogsography.resilience.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.policy.ResilienceSettings;
import org.jspecify.annotations.Nullable;

/** A resilient dependency that the operations API can look at and act upon. Thread-safe. */
public interface ManagedResource {
  /** From memory, at once. */
  ResourceSnapshot snapshot();

  /** From memory, at once. */
  CallStatistics.Recent recent(int minutes);

  /** The policy whose breaker can be reset and whose settings can be changed. */
  CallPolicy policy();

  /**
   * Connects on a connection of its own and, where a query is given, runs that read-only with a
   * limit of rows and time. Returns within a few seconds whatever the server does.
   *
   * @param query null tests only whether the server answers
   */
  ConnectionTest test(@Nullable String query) throws InterruptedException;

  /** The last calls that took longer than the slow-query threshold, newest first; bounded. */
  default List<SlowCall> slowCalls() {
    return List.of();
  }

  /**
   * One slow call.
   *
   * @param what the statement without its values, or the operation's name
   */
  record SlowCall(Instant at, String what, Duration took) {}

  /**
   * What the last look at the server itself found: settings, slow statements, advice. Has another
   * look made in the background where the last one is old; waits a second or two at most.
   */
  default Findings findings() {
    return Findings.NONE;
  }

  /** Evicts idle connections and probes now instead of later. Returns at once. */
  void recover();

  /** The resource's name, as in its snapshot. */
  default String name() {
    return snapshot().name();
  }

  /** For the next call on; see {@link CallPolicy#reconfigure}. */
  default void reconfigure(ResilienceSettings settings) {
    policy().reconfigure(settings);
  }
}
