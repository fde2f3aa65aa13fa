package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import org.discogsography.messages.SinkName;
import org.jspecify.annotations.Nullable;

/** What a pipeline that does not need the server did in a second without it, and before. */
final class OtherRate {
  private static final Duration LEAST = Duration.ofMillis(1500);

  /** The broker's figures are seconds old: a queue that was just told to be empty may fill. */
  private static final Duration LEAST_SINCE_DRY = Duration.ofSeconds(10);

  private final SinkName other;
  private final Instant gone;
  private final double usual;
  private final Reading from;
  private @Nullable Reading dry;
  private @Nullable Reading to;

  /**
   * Begins to measure.
   *
   * @param gone since when the server is
   * @param usual messages a second before
   * @param from the last reading with the server
   */
  OtherRate(SinkName other, Instant gone, double usual, Reading from) {
    this.other = other;
    this.gone = gone;
    this.usual = usual;
    this.from = from;
  }

  /** What is seen while the server is away. */
  void see(Reading reading) {
    Reading.Pipeline pipeline = reading.of(other);
    if (pipeline.waiting() == 0 && pipeline.told().isAfter(gone)) {
      dry = reading;
    }
  }

  /** The server answers; this was the last reading without it. */
  void end(Reading reading) {
    to = reading;
  }

  /**
   * As a share of before; null where it cannot be said, also where it is below the limit only
   * because nothing was left to do.
   */
  @Nullable Double share(double limit) {
    Reading end = to;
    if (end == null || usual < 1 || lasted(from, end).compareTo(LEAST) < 0) {
      return null;
    }
    double all = Baseline.rate(other, from, end) / usual;
    Reading since = dry;
    if (since == null || all >= limit) {
      return all;
    }
    boolean told = lasted(since, end).compareTo(LEAST_SINCE_DRY) >= 0;
    return told ? Baseline.rate(other, since, end) / usual : null;
  }

  private static Duration lasted(Reading from, Reading to) {
    return Duration.between(from.at(), to.at());
  }
}
