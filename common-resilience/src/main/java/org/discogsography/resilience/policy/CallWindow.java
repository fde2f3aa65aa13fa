package org.discogsography.resilience.policy;

import java.time.Duration;

/**
 * Attempts of the last hour in one bucket a minute, so that figures of the last N minutes cost
 * constant memory. Not thread-safe.
 */
final class CallWindow {
  static final int MINUTES = 60;

  private final long[] minute = new long[MINUTES];
  private final long[] attempts = new long[MINUTES];
  private final long[] failures = new long[MINUTES];
  private final long[] timeouts = new long[MINUTES];
  private final long[] nanos = new long[MINUTES];

  /**
   * What happened in a period.
   *
   * @param attempts every attempt, retries included
   * @param failures those that failed through the server's fault
   * @param timeouts failures that were statement timeouts
   * @param mean the mean time of an attempt; zero without any
   */
  record Figures(long attempts, long failures, long timeouts, Duration mean) {}

  void add(long epochMinute, Outcome outcome, Duration took) {
    int bucket = (int) (epochMinute % MINUTES);
    if (minute[bucket] != epochMinute) {
      minute[bucket] = epochMinute;
      attempts[bucket] = 0;
      failures[bucket] = 0;
      timeouts[bucket] = 0;
      nanos[bucket] = 0;
    }
    attempts[bucket]++;
    nanos[bucket] += took.toNanos();
    if (outcome != Outcome.SUCCEEDED) {
      failures[bucket]++;
    }
    if (outcome == Outcome.TIMED_OUT) {
      timeouts[bucket]++;
    }
  }

  /** Of the current minute and those before it, so many in all. */
  Figures last(long epochMinute, int minutes) {
    long total = 0;
    long failed = 0;
    long timedOut = 0;
    long time = 0;
    for (int i = 0; i < MINUTES; i++) {
      if (minute[i] > epochMinute - minutes && minute[i] <= epochMinute) {
        total += attempts[i];
        failed += failures[i];
        timedOut += timeouts[i];
        time += nanos[i];
      }
    }
    return new Figures(
        total, failed, timedOut, total == 0 ? Duration.ZERO : Duration.ofNanos(time / total));
  }

  enum Outcome {
    SUCCEEDED,
    FAILED,
    TIMED_OUT
  }
}
