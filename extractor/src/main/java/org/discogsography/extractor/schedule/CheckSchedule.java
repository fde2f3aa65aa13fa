package org.discogsography.extractor.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.discogsography.resilience.policy.Backoff;

/**
 * When something that may fail is tried next: at once, then periodically, and after a failure
 * sooner, with growing delays, but not before whoever was asked wants to be asked again. One
 * thread.
 */
public final class CheckSchedule {
  /** Whoever asks for more than this is not believed. */
  public static final Duration LONGEST = Duration.ofDays(1);

  private final Clock clock;
  private final Duration period;
  private final Backoff backoff;
  private final QuietTime quiet;
  private Instant due;
  private int failures;

  /**
   * @param quiet before which nobody is asked, whatever happens
   */
  public CheckSchedule(Clock clock, Duration period, Backoff backoff, QuietTime quiet) {
    this.clock = clock;
    this.period = period;
    this.backoff = backoff;
    this.quiet = quiet;
    this.due = atLeast(clock.instant());
  }

  /** The time of the next try. */
  public Instant due() {
    return due;
  }

  /** Whether it is time. */
  public boolean isDue() {
    return !due.isAfter(clock.instant());
  }

  /** How long until then; zero when it is time. */
  public Duration untilDue() {
    Duration left = Duration.between(clock.instant(), due);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Tries in a row that failed. */
  public int failures() {
    return failures;
  }

  /** Somebody does not want to wait; whoever is asked comes first all the same. */
  public void now() {
    due = atLeast(clock.instant());
  }

  /** All is well until the next period. */
  public void succeeded() {
    failures = 0;
    due = clock.instant().plus(period);
  }

  /**
   * It has to be tried again.
   *
   * @param atLeast how long to wait in any case, at most a day; zero where nobody said
   */
  public void failed(Duration atLeast) {
    failures++;
    Duration asked = atLeast.compareTo(LONGEST) > 0 ? LONGEST : atLeast;
    if (asked.isPositive()) {
      quiet.extendTo(clock.instant().plus(asked));
    }
    due = atLeast(clock.instant().plus(backoff.delay(failures)));
  }

  private Instant atLeast(Instant wanted) {
    return quiet.until().isAfter(wanted) ? quiet.until() : wanted;
  }
}
