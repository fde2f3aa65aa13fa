package org.discogsography.resilience.rabbit;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.discogsography.resilience.policy.Backoff;

/**
 * The pauses between attempts that go on until one succeeds: a backoff with a quarter of jitter to
 * either side, so that those who lost the same server do not come back in step. Not thread-safe.
 */
public final class Pauses {
  private final Backoff backoff;
  private final RandomGenerator random;
  private int attempt;

  public Pauses(Backoff backoff, RandomGenerator random) {
    this.backoff = backoff;
    this.random = random;
  }

  /** The next pause. */
  public Duration next() {
    attempt++;
    return Duration.ofNanos(
        (long) (backoff.delay(attempt).toNanos() * random.nextDouble(0.75, 1.25)));
  }

  /** Starts again from the first pause: it worked. */
  public void reset() {
    attempt = 0;
  }
}
