package org.discogsography.resilience.postgres;

import java.util.Optional;
import java.util.function.Supplier;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.probe.Availability;
import org.discogsography.resilience.probe.Availability.Away;
import org.jspecify.annotations.Nullable;

/** Whether writes are tried at all: somebody may have ended that, or the server. Thread-safe. */
final class ReadOnlyMode {
  private final Supplier<Availability> availability;
  private final Supplier<BreakerState> breaker;
  private volatile @Nullable String byHand;

  ReadOnlyMode(Supplier<Availability> availability, Supplier<BreakerState> breaker) {
    this.availability = availability;
    this.breaker = breaker;
  }

  void enter(String reason) {
    byHand = reason;
  }

  void leave() {
    byHand = null;
  }

  /** Why nothing is written now; empty where it is. */
  Optional<String> reason() {
    String reason = byHand;
    if (reason != null) {
      return Optional.of(reason);
    }
    if (availability.get() instanceof Away away) {
      return Optional.of("away since " + away.since() + ": " + away.reason().getMessage());
    }
    return breaker.get() == BreakerState.OPEN
        ? Optional.of("the circuit breaker is open")
        : Optional.empty();
  }

  /** The breaker turns writes away itself, and lets a trial through when it is time. */
  void requireWritable() {
    String reason = byHand;
    if (reason != null) {
      throw new ReadOnlyModeException(reason);
    }
    if (availability.get() instanceof Away away && ServerAccess.answersReads(away)) {
      throw new ReadOnlyModeException(String.valueOf(away.reason().getMessage()));
    }
  }
}
