package org.discogsography.resilience.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Alerts about the circuit breaker. */
final class BreakerRules {
  static final Duration OPEN = Duration.ofSeconds(60);
  static final int FLAPPING_TRIPS = 3;

  private BreakerRules() {}

  static void check(Evidence evidence, List<Alert> alerts) {
    open(evidence, alerts);
    flapping(evidence, alerts);
  }

  private static void open(Evidence evidence, List<Alert> alerts) {
    Instant openSince = evidence.snapshot().calls().openSince();
    if (openSince == null) {
      return;
    }
    Duration open = Duration.between(openSince, evidence.now());
    Severity severity = open.compareTo(OPEN) > 0 ? Severity.CRITICAL : Severity.WARNING;
    alerts.add(
        evidence.alert(
            severity,
            "breaker_open",
            "The circuit breaker has not been closed for " + open.toSeconds() + " s.",
            "Mend the server; a successful probe closes the breaker."));
  }

  private static void flapping(Evidence evidence, List<Alert> alerts) {
    long trips = evidence.snapshot().recentTrips();
    if (trips >= FLAPPING_TRIPS) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "breaker_flapping",
              "The circuit breaker opened " + trips + " times within 5 minutes.",
              "The server answers probes and fails under load: look at its limits and its log."));
    }
  }
}
