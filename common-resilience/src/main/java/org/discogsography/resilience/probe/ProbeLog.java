package org.discogsography.resilience.probe;

import java.time.Duration;
import java.time.Instant;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.Availability.Starting;
import org.discogsography.resilience.probe.Availability.Up;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each change, and a reminder while an outage lasts. For the probing thread only. */
final class ProbeLog {
  private static final Logger LOGGER = LoggerFactory.getLogger(Prober.class);
  private static final Duration REMINDER = Duration.ofMinutes(5);

  private final String store;
  private Instant lastLine = Instant.MIN;

  ProbeLog(String store) {
    this.store = store;
  }

  void changed(Availability before, Availability now, Instant when) {
    switch (now) {
      case Up up -> up(before, when);
      case Away away -> away(before, away, when);
      case Starting starting -> {}
    }
  }

  void stillRunning(Duration limit) {
    LOGGER.warn("{}: the probe did not end within {} s", store, limit.toSeconds());
  }

  private void up(Availability before, Instant when) {
    switch (before) {
      case Up up -> {}
      case Starting starting -> LOGGER.info("{} is up", store);
      case Away away -> LOGGER.info("{} is back after {} s", store, seconds(away.since(), when));
    }
  }

  private void away(Availability before, Away now, Instant when) {
    StoreException reason = now.reason();
    if (!(before instanceof Away away) || different(away.reason().kind(), reason.kind())) {
      lastLine = when;
      LOGGER.warn("{} {}: {} {}", store, word(reason.kind()), reason.code(), reason.getMessage());
    } else if (!when.isBefore(lastLine.plus(REMINDER))) {
      lastLine = when;
      LOGGER.warn(
          "{} has been away for {} s: {} {}",
          store,
          seconds(now.since(), when),
          reason.code(),
          reason.getMessage());
    }
  }

  private static boolean different(FailureKind one, FailureKind other) {
    return (one == FailureKind.SYSTEMIC) != (other == FailureKind.SYSTEMIC);
  }

  private static String word(FailureKind kind) {
    return kind == FailureKind.SYSTEMIC ? "refuses everything until mended" : "is away";
  }

  private static String seconds(Instant from, Instant to) {
    return "%.1f".formatted(Duration.between(from, to).toMillis() / 1000.0);
  }
}
