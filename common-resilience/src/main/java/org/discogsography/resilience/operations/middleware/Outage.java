package org.discogsography.resilience.operations.middleware;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceSnapshot;

/**
 * A dependency that requests cannot use now.
 *
 * @param reason for people
 * @param retryAfter until it is worth asking again; at least a second
 */
record Outage(ManagedResource resource, String reason, Duration retryAfter) {
  private static final Duration SOON = Duration.ofSeconds(1);

  /** The first of them whose breaker is open or whose last probe failed; from memory. */
  static Optional<Outage> among(List<ManagedResource> resources, Instant now) {
    for (ManagedResource resource : resources) {
      ResourceSnapshot snapshot = resource.snapshot();
      if (snapshot.breaker() == BreakerState.OPEN) {
        String reason = "failing fast: " + snapshot.name() + " failed before";
        return Optional.of(new Outage(resource, reason, untilTrial(snapshot, now)));
      }
      if (snapshot.away()) {
        // The probe looks every second, and callers may as well.
        return Optional.of(new Outage(resource, snapshot.name() + " is away", SOON));
      }
    }
    return Optional.empty();
  }

  private static Duration untilTrial(ResourceSnapshot snapshot, Instant now) {
    Instant since = snapshot.calls().openSince();
    Duration all = snapshot.settings().breaker().openDelay();
    Duration left = since == null ? all : all.minus(Duration.between(since, now));
    return left.compareTo(SOON) < 0 ? SOON : left;
  }
}
