package org.discogsography.resilience.resource;

import java.time.Instant;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.policy.ResilienceSettings;
import org.jspecify.annotations.Nullable;

/**
 * Everything about a resource at one moment.
 *
 * @param name as in health: {@code postgres}, {@code neo4j}, {@code rabbitmq}
 * @param available whether the last probe succeeded
 * @param since when that began; null before the first probe
 * @param lastCheck the last probe; null before the first
 * @param lastError the last error's code and message; null before the first
 * @param counters since the start
 * @param lastHour the same within a sliding hour
 * @param recentTrips how often the breaker opened within the last 5 minutes
 * @param bestScore the best health score of the last 10 minutes, pool aside; 0 before the first
 * @param pool null for a resource without one
 */
public record ResourceSnapshot(
    String name,
    boolean available,
    @Nullable Instant since,
    @Nullable Instant lastCheck,
    @Nullable String lastError,
    BreakerState breaker,
    BreakerHistory history,
    ResilienceSettings settings,
    CallStatistics.Snapshot calls,
    ResourceCounters counters,
    ResourceCounters lastHour,
    ConnectionFigures connections,
    long recentTrips,
    int bestScore,
    @Nullable PoolSnapshot pool) {
  /** Whether a probe has ended and found that the server is not there, or refuses everybody. */
  public boolean away() {
    return lastCheck != null && !available;
  }
}
