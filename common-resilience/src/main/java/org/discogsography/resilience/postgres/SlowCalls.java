package org.discogsography.resilience.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.discogsography.resilience.resource.ManagedResource.SlowCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last calls that took too long: kept for people, and logged, some each minute. Thread-safe.
 */
final class SlowCalls {
  static final int KEPT = 50;
  static final int LINES_A_MINUTE = 10;

  private static final Logger LOGGER = LoggerFactory.getLogger(SlowCalls.class);

  private final Duration threshold;
  private final Clock clock;
  private final Deque<SlowCall> calls = new ArrayDeque<>();
  private long minute;
  private int lines;

  SlowCalls(Duration threshold, Clock clock) {
    this.threshold = threshold;
    this.clock = clock;
  }

  /** Notes it if it was slow. */
  void ended(String sql, Duration took) {
    if (took.compareTo(threshold) <= 0) {
      return;
    }
    SlowCall call = new SlowCall(clock.instant(), SqlText.withoutValues(sql), took);
    if (add(call)) {
      LOGGER.warn("Slow: {} ms for {}", took.toMillis(), call.what());
    }
  }

  synchronized List<SlowCall> newestFirst() {
    return List.copyOf(calls);
  }

  /** Whether there is a line left for it in this minute. */
  private synchronized boolean add(SlowCall call) {
    if (calls.size() == KEPT) {
      calls.removeLast();
    }
    calls.addFirst(call);
    Instant now = call.at();
    if (now.getEpochSecond() / 60 != minute) {
      minute = now.getEpochSecond() / 60;
      lines = 0;
    }
    return ++lines <= LINES_A_MINUTE;
  }
}
