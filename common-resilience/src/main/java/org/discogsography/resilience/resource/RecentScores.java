package org.discogsography.resilience.resource;

import java.time.Clock;
import java.util.Arrays;

/** The best health score of each of the last ten minutes. Thread-safe. */
final class RecentScores {
  private static final int MINUTES = 10;

  private final Clock clock;
  private final long[] minute = new long[MINUTES];
  private final int[] best = new int[MINUTES];

  RecentScores(Clock clock) {
    this.clock = clock;
    Arrays.fill(minute, Long.MIN_VALUE);
  }

  synchronized void note(int score) {
    long now = epochMinute();
    int bucket = Math.floorMod(now, MINUTES);
    best[bucket] = minute[bucket] == now ? Math.max(best[bucket], score) : score;
    minute[bucket] = now;
  }

  /** 0 before the first. */
  synchronized int best() {
    long now = epochMinute();
    int highest = 0;
    for (int i = 0; i < MINUTES; i++) {
      if (minute[i] > now - MINUTES && minute[i] <= now) {
        highest = Math.max(highest, best[i]);
      }
    }
    return highest;
  }

  private long epochMinute() {
    return clock.instant().getEpochSecond() / 60;
  }
}
