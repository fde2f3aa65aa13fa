package org.discogsography.resilience.probe;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When to probe.
 *
 * @param interval while the server is up; default 5 s
 * @param first the first pause while it is away; default 250 ms. Pauses double up to the cap
 * @param cap the longest pause while it is away; default 1 s
 * @param jitter by what share a pause is shortened at random, so that many clients do not return at
 *     once; default 0.25
 */
public record ProbeSettings(Duration interval, Duration first, Duration cap, double jitter) {
  public static final ProbeSettings DEFAULT =
      new ProbeSettings(Duration.ofSeconds(5), Duration.ofMillis(250), Duration.ofSeconds(1), 0.25);

  public ProbeSettings {
    if (!interval.isPositive() || !first.isPositive() || cap.compareTo(first) < 0) {
      throw new IllegalArgumentException("durations must be positive, and the cap the longest");
    }
    if (jitter < 0 || jitter >= 1) {
      throw new IllegalArgumentException("jitter must be at least 0 and less than 1");
    }
  }

  public ProbeSettings withInterval(Duration other) {
    return new ProbeSettings(other, first, cap, jitter);
  }

  /**
   * The time from one attempt to the next after a number of them that did not end the trouble.
   *
   * @param attempts at least 1
   */
  Duration pause(int attempts, RandomGenerator random) {
    int doublings = Math.min(attempts - 1, 16);
    long full = Math.min(first.toNanos() << doublings, cap.toNanos());
    return Duration.ofNanos(Math.round(full * (1 - jitter * random.nextDouble())));
  }
}
