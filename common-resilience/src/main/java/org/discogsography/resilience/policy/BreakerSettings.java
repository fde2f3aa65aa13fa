package org.discogsography.resilience.policy;

import java.time.Duration;

/**
 * When a circuit breaker opens, and how it closes again.
 *
 * @param threshold what opens it
 * @param openDelay how long it rejects before it lets a trial through
 * @param halfOpenTrials how many trials have to succeed before it closes; as many are let through
 */
public record BreakerSettings(Threshold threshold, Duration openDelay, int halfOpenTrials) {
  public BreakerSettings {
    if (!openDelay.isPositive()) {
      throw new IllegalArgumentException("the open delay is greater than 0: " + openDelay);
    }
    if (halfOpenTrials < 1) {
      throw new IllegalArgumentException("half-open needs at least 1 trial: " + halfOpenTrials);
    }
  }

  /** What opens a breaker. */
  public sealed interface Threshold {
    int failures();
  }

  /** So many failures with no success between them. */
  public record Consecutive(int failures) implements Threshold {
    public Consecutive {
      requireFailures(failures);
    }
  }

  /** So many failures within a period, whatever succeeded between them. */
  public record WithinPeriod(int failures, Duration period) implements Threshold {
    public WithinPeriod {
      requireFailures(failures);
    }
  }

  private static void requireFailures(int failures) {
    if (failures < 1) {
      throw new IllegalArgumentException("a breaker opens after at least 1 failure: " + failures);
    }
  }
}
