package org.discogsography.resilience.policy;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.policy.BreakerSettings.Consecutive;
import org.discogsography.resilience.policy.BreakerSettings.WithinPeriod;

/**
 * Named figures, selected by {@code RESILIENCE_PRESET}. Each comes from a system whose operators
 * are used to them; docs/features.md says which. All share the table of retries per kind of {@link
 * #E} and differ in what they do when a connection is lost.
 */
public enum Preset {
  /** 5 consecutive failures, 30 s open, 1 trial; 5 attempts from 1 s, doubled, up to 60 s. */
  A,
  /** 1 failure, 10 s open, 1 trial: fails fast; 2 retries from 0.5 s, doubled, up to 5 s. */
  B,
  /** 5 consecutive failures, 30 s open, 1 trial; 3 attempts from 0.5 s, doubled, up to 5 s. */
  C,
  /** 5 consecutive failures, 60 s open, 1 trial; 3 retries from 1 s, doubled, up to 60 s. */
  D,
  /** 5 failures within a minute, 30 s open, 3 trials; 5 retries from 0.5 s, times 1.5, to 30 s. */
  E;

  private static final double JITTER = 0.25;
  private static final Duration OVERALL = ofMinutes(5);

  public ResilienceSettings settings() {
    return switch (this) {
      case A -> settings(consecutive(5, 30), retries(4, ofSeconds(1), 2, ofSeconds(60)));
      case B -> settings(consecutive(1, 10), retries(2, ofMillis(500), 2, ofSeconds(5)));
      case C -> settings(consecutive(5, 30), retries(2, ofMillis(500), 2, ofSeconds(5)));
      case D -> settings(consecutive(5, 60), retries(3, ofSeconds(1), 2, ofSeconds(60)));
      case E -> settings(fiveAMinute(), retries(5, ofMillis(500), 1.5, ofSeconds(30)));
    };
  }

  private static ResilienceSettings settings(
      BreakerSettings breaker, RetrySettings connectionLost) {
    return new ResilienceSettings(
        breaker,
        Map.of(
            FailureKind.UNAVAILABLE, connectionLost,
            FailureKind.EXHAUSTED, retries(10, ofSeconds(2), 2, ofSeconds(30)),
            FailureKind.CONTENTION, retries(3, ofSeconds(1), 2, ofSeconds(30))),
        OVERALL);
  }

  private static BreakerSettings consecutive(int failures, int openSeconds) {
    return new BreakerSettings(new Consecutive(failures), ofSeconds(openSeconds), 1);
  }

  private static BreakerSettings fiveAMinute() {
    return new BreakerSettings(new WithinPeriod(5, ofMinutes(1)), ofSeconds(30), 3);
  }

  private static RetrySettings retries(int retries, Duration first, double factor, Duration cap) {
    return new RetrySettings(retries, new Backoff.Exponential(first, factor, cap), JITTER);
  }
}
