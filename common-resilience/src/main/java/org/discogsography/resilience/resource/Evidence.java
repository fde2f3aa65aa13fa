package org.discogsography.resilience.resource;

import java.time.Instant;
import java.util.List;
import org.discogsography.resilience.policy.CallStatistics;

/**
 * What the rules of alerts look at.
 *
 * @param lastMinute the calls of the last minute
 * @param lastHour the calls of the last hour
 * @param slowCalls the last slow calls, newest first
 */
public record Evidence(
    ResourceSnapshot snapshot,
    CallStatistics.Recent lastMinute,
    CallStatistics.Recent lastHour,
    List<ManagedResource.SlowCall> slowCalls,
    Instant now) {
  private static final int HOUR = 60;

  public Evidence {
    slowCalls = List.copyOf(slowCalls);
  }

  /** From the resource's memory, at once. */
  public static Evidence of(ManagedResource resource, Instant now) {
    return new Evidence(
        resource.snapshot(), resource.recent(1), resource.recent(HOUR), resource.slowCalls(), now);
  }

  int score() {
    return HealthScore.of(snapshot, lastHour);
  }

  Alert alert(Severity severity, String rule, String message, String action) {
    return new Alert(severity, snapshot.name(), rule, message, action);
  }
}
