package org.discogsography.resilience.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.CallWindow.Outcome;
import org.jspecify.annotations.Nullable;

/** What happened to the calls of one dependency. Thread-safe. */
public final class CallStatistics {
  private final Clock clock;
  private final CallWindow window = new CallWindow();
  private final Map<FailureKind, Long> retries = new EnumMap<>(FailureKind.class);
  private long attempts;
  private long failures;
  private long timeouts;
  private long consecutiveFailures;
  private long rejections;
  private long trips;
  private long recoveries;
  private Duration recoveryTime = Duration.ZERO;
  private @Nullable Instant openSince;
  private @Nullable String lastFailure;

  CallStatistics(Clock clock) {
    this.clock = clock;
  }

  /**
   * The figures since the start.
   *
   * @param attempts every attempt that was made, retries included
   * @param failures attempts that failed through the server's fault
   * @param timeouts failures that were statement timeouts
   * @param consecutiveFailures since the last success
   * @param rejections calls that an open breaker turned away
   * @param trips how often the breaker opened
   * @param meanRecovery from open to closed; zero before the first time
   * @param openSince null while the breaker is closed
   * @param lastFailure the message of the last failure; null before the first
   * @param retries retries per kind of failure
   */
  public record Snapshot(
      long attempts,
      long failures,
      long timeouts,
      long consecutiveFailures,
      long rejections,
      long trips,
      Duration meanRecovery,
      @Nullable Instant openSince,
      @Nullable String lastFailure,
      Map<FailureKind, Long> retries) {}

  /**
   * The figures of the last minutes.
   *
   * @param meanTime of an attempt; zero without any
   */
  public record Recent(long attempts, long failures, long timeouts, Duration meanTime) {
    /** From 0 to 1; 1 without any attempt. */
    public double successRate() {
      return attempts == 0 ? 1 : (double) (attempts - failures) / attempts;
    }
  }

  public synchronized Snapshot snapshot() {
    Duration mean = recoveries == 0 ? Duration.ZERO : recoveryTime.dividedBy(recoveries);
    return new Snapshot(
        attempts,
        failures,
        timeouts,
        consecutiveFailures,
        rejections,
        trips,
        mean,
        openSince,
        lastFailure,
        Map.copyOf(retries));
  }

  /** The last minutes, the current one included; 1 to 60. */
  public synchronized Recent recent(int minutes) {
    CallWindow.Figures figures = window.last(epochMinute(), minutes);
    return new Recent(figures.attempts(), figures.failures(), figures.timeouts(), figures.mean());
  }

  synchronized @Nullable String lastFailure() {
    return lastFailure;
  }

  synchronized void succeeded(Duration took) {
    attempts++;
    consecutiveFailures = 0;
    window.add(epochMinute(), Outcome.SUCCEEDED, took);
  }

  synchronized void failed(@Nullable Throwable failure, Duration took) {
    boolean timedOut = failure instanceof StoreException e && e.kind() == FailureKind.TIMEOUT;
    attempts++;
    failures++;
    consecutiveFailures++;
    timeouts += timedOut ? 1 : 0;
    lastFailure = failure == null ? null : String.valueOf(failure.getMessage());
    window.add(epochMinute(), timedOut ? Outcome.TIMED_OUT : Outcome.FAILED, took);
  }

  /** A failure that was nobody's call. */
  synchronized void noted(Throwable failure) {
    lastFailure = String.valueOf(failure.getMessage());
  }

  synchronized void rejected() {
    rejections++;
  }

  synchronized void retried(FailureKind kind) {
    retries.merge(kind, 1L, Long::sum);
  }

  synchronized void opened() {
    trips++;
    if (openSince == null) {
      openSince = clock.instant();
    }
  }

  synchronized void closed() {
    if (openSince != null) {
      recoveries++;
      recoveryTime = recoveryTime.plus(Duration.between(openSince, clock.instant()));
      openSince = null;
    }
  }

  private long epochMinute() {
    return clock.instant().getEpochSecond() / 60;
  }
}
