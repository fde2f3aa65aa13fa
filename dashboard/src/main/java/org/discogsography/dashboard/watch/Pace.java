package org.discogsography.dashboard.watch;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A fixed rate: what a turn takes does not put off the next one. A turn that takes longer than the
 * interval is followed by the next at once, and the rate goes on from there, without a burst. One
 * thread.
 */
public final class Pace {
  private final long interval;
  private final LongSupplier nanoTime;
  private long due;

  /** The first turn is due now. */
  public Pace(Duration interval, LongSupplier nanoTime) {
    this.interval = interval.toNanos();
    this.nanoTime = nanoTime;
    this.due = nanoTime.getAsLong();
  }

  /** After a turn: how long until the next one. */
  public Duration pause() {
    long now = nanoTime.getAsLong();
    due += interval;
    if (due - now < 0) {
      due = now;
    }
    return Duration.ofNanos(due - now);
  }
}
