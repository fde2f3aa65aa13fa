package org.discogsography.resilience.resource;

import java.time.Clock;
import java.util.Arrays;

/** Counts since the start and within the last minutes, up to an hour. Thread-safe. */
final class HourCounter {
  private static final int MINUTES = 60;

  private final Clock clock;
  private final long[] minute = new long[MINUTES];
  private final long[] counts = new long[MINUTES];
  private long total;

  HourCounter(Clock clock) {
    this.clock = clock;
    Arrays.fill(minute, Long.MIN_VALUE);
  }

  synchronized void increment() {
    long now = epochMinute();
    int bucket = Math.floorMod(now, MINUTES);
    if (minute[bucket] != now) {
      minute[bucket] = now;
      counts[bucket] = 0;
    }
    counts[bucket]++;
    total++;
  }

  synchronized long total() {
    return total;
  }

  /** In the current minute and those before it, so many in all. */
  synchronized long last(int minutes) {
    long now = epochMinute();
    long sum = 0;
    for (int i = 0; i < MINUTES; i++) {
      sum += minute[i] > now - minutes && minute[i] <= now ? counts[i] : 0;
    }
    return sum;
  }

  private long epochMinute() {
    return clock.instant().getEpochSecond() / 60;
  }
}
