package org.discogsography.resilience.policy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The named forms of backoff, as settings and the operations API spell them. */
public enum Strategy {
  /** Each delay is the one before times the multiplier. */
  EXPONENTIAL_BACKOFF,
  /** Each delay is the first one longer than the one before. */
  LINEAR_BACKOFF,
  /** All delays are the first one. */
  FIXED_DELAY;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Strategy> of(String text) {
    return Arrays.stream(values()).filter(strategy -> strategy.text().equals(text)).findFirst();
  }

  public Backoff backoff(Duration initial, double multiplier, Duration cap) {
    return switch (this) {
      case EXPONENTIAL_BACKOFF -> new Backoff.Exponential(initial, multiplier, cap);
      case LINEAR_BACKOFF -> new Backoff.Linear(initial, cap);
      case FIXED_DELAY -> new Backoff.Fixed(initial);
    };
  }
}
