package org.discogsography.resilience.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.policy.Preset;
import org.discogsography.resilience.resource.ManagedResource.SlowCall;
import org.jspecify.annotations.Nullable;

/** A healthy resource, of which a test spoils one figure. */
final class SampleEvidence {
  static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  boolean available = true;
  @Nullable Instant lastCheck = NOW;
  long consecutiveFailures;
  @Nullable Instant openSince;
  long recentTrips;
  long reconnections;
  long rollbacks;
  long openedLastMinute;
  int bestScore = 100;
  int active = 5;
  int waiting;
  long timeouts;
  long attempts = 1000;
  long failures;
  List<SlowCall> slowCalls = List.of();

  Evidence evidence() {
    return new Evidence(
        snapshot(),
        new CallStatistics.Recent(attempts, failures, timeouts, Duration.ofMillis(5)),
        new CallStatistics.Recent(attempts, failures, timeouts, Duration.ofMillis(5)),
        slowCalls,
        NOW);
  }

  /** The rules that the evidence breaks, with their severities. */
  List<String> alerts() {
    return new AlertRules(AlertSettings.DEFAULT)
        .evaluate(evidence()).stream()
            .map(alert -> alert.severity().text() + " " + alert.rule())
            .toList();
  }

  private ResourceSnapshot snapshot() {
    return new ResourceSnapshot(
        "postgres",
        available,
        NOW,
        lastCheck,
        available ? null : "08006: connection lost",
        BreakerState.CLOSED,
        BreakerHistory.NONE,
        Preset.A.settings(),
        calls(),
        new ResourceCounters(reconnections, rollbacks, 0),
        new ResourceCounters(reconnections, rollbacks, 0),
        new ConnectionFigures(100, 0, openedLastMinute, 0),
        recentTrips,
        bestScore,
        new PoolSnapshot(2, 20, active, 20 - active, waiting, Duration.ZERO));
  }

  private CallStatistics.Snapshot calls() {
    return new CallStatistics.Snapshot(
        attempts,
        failures,
        timeouts,
        consecutiveFailures,
        0,
        0,
        Duration.ZERO,
        openSince,
        "connection lost",
        Map.of());
  }
}
