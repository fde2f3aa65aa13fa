package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What happened when, in one outage; null for what has not happened or was not seen. */
final class Moments {
  /** The driver says that it takes the server away from now on. */
  @Nullable Instant stopped;

  /** The server was gone: as the driver said, else as the first service noticed. */
  @Nullable Instant gone;

  @Nullable Instant detected;
  @Nullable Instant paused;
  @Nullable Instant resumed;

  /** The driver says that the server answers. */
  @Nullable Instant started;

  /** The server answered: as the driver said, else as the services found. */
  @Nullable Instant answered;

  @Nullable Instant committed;

  /** The queues were as before for the first time, if that lasted. */
  @Nullable Instant drained;

  /** When that had lasted. */
  @Nullable Instant settled;

  @Nullable Instant ended;

  /**
   * How long it took to notice, from when it began to be taken away; only the driver knows when
   * that was.
   */
  @Nullable Duration detect() {
    return stopped == null ? null : between(stopped, detected);
  }

  /** How long the server was away, by the driver's account. */
  @Nullable Duration away() {
    return between(stopped, started);
  }

  @Nullable Duration hold() {
    return between(paused, resumed);
  }

  @Nullable Duration recover() {
    return between(answered, committed);
  }

  @Nullable Duration drain() {
    return between(committed, drained);
  }

  private static @Nullable Duration between(@Nullable Instant from, @Nullable Instant to) {
    if (from == null || to == null) {
      return null;
    }
    Duration took = Duration.between(from, to);
    return took.isNegative() ? Duration.ZERO : took;
  }
}
