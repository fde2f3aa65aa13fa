package org.discogsography.resilience.policy;

import java.time.Duration;

/**
 * How often and when to try again.
 *
 * @param retries tries after the first; 0 fails at once
 * @param backoff the delays
 * @param jitter the share of each delay by which it varies at random, 0 to 1, so that callers who
 *     failed together do not come back together
 */
public record RetrySettings(int retries, Backoff backoff, double jitter) {
  /** No second try. */
  public static final RetrySettings NONE =
      new RetrySettings(0, new Backoff.Fixed(Duration.ofSeconds(1)), 0);

  public RetrySettings {
    if (retries < 0) {
      throw new IllegalArgumentException("retries are not negative: " + retries);
    }
    if (jitter < 0 || jitter > 1) {
      throw new IllegalArgumentException("jitter is a share from 0 to 1: " + jitter);
    }
  }
}
