package org.discogsography.resilience.policy;

import java.time.Duration;
import java.util.function.IntFunction;

/** How long to wait before a retry, without jitter. */
public sealed interface Backoff {
  /** The delay before the given retry, counted from 1. */
  Duration delay(int retry);

  /** The first delay, then that times the factor each time, never above the cap. */
  record Exponential(Duration initial, double factor, Duration cap) implements Backoff {
    public Exponential {
      requirePositive(initial);
      if (factor < 1) {
        throw new IllegalArgumentException("the factor of a backoff is at least 1: " + factor);
      }
      if (cap.compareTo(initial) < 0) {
        throw new IllegalArgumentException(
            "the cap " + cap + " is below the first delay " + initial);
      }
    }

    @Override
    public Duration delay(int retry) {
      double millis = initial.toMillis() * Math.pow(factor, retry - 1);
      return millis >= cap.toMillis() ? cap : Duration.ofMillis(Math.round(millis));
    }
  }

  /** The first delay, then that much more each time, never above the cap. */
  record Linear(Duration step, Duration cap) implements Backoff {
    public Linear {
      requirePositive(step);
    }

    @Override
    public Duration delay(int retry) {
      Duration delay = step.multipliedBy(retry);
      return delay.compareTo(cap) > 0 ? cap : delay;
    }
  }

  /** Always the same. */
  record Fixed(Duration delay) implements Backoff {
    public Fixed {
      requirePositive(delay);
    }

    @Override
    public Duration delay(int retry) {
      return delay;
    }
  }

  /** Any other, by a function of the retry's number. */
  record Custom(IntFunction<Duration> function) implements Backoff {
    @Override
    public Duration delay(int retry) {
      return function.apply(retry);
    }
  }

  private static void requirePositive(Duration delay) {
    if (!delay.isPositive()) {
      throw new IllegalArgumentException("a delay is greater than 0: " + delay);
    }
  }
}
