package org.discogsography.resilience.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.jspecify.annotations.Nullable;

/** What happened to the calls of one dependency since the start. Thread-safe. */
public final class CallStatistics {
  private final Clock clock = Clock.systemUTC();
  private final Map<FailureKind, Long> retries = new EnumMap<>(FailureKind.class);
  private long succeeded;
  private long failed;
  private long rejected;
  private long trips;
  private long recoveries;
  private Duration recoveryTime = Duration.ZERO;
  private @Nullable Instant openSince;
  private @Nullable String lastFailure;

  CallStatistics() {}

  /**
   * The figures at one moment.
   *
   * @param attempts every attempt that was made, retries included
   * @param failures attempts that failed through the server's fault
   * @param rejections calls that an open breaker turned away
   * @param trips how often the breaker opened
   * @param meanRecovery from open to closed; zero before the first time
   * @param openSince null while the breaker is closed
   */
  public record Snapshot(
      long attempts,
      long failures,
      long rejections,
      long trips,
      Duration meanRecovery,
      @Nullable Instant openSince,
      @Nullable String lastFailure,
      Map<FailureKind, Long> retries) {
    /** From 0 to 1; 1 before the first call. */
    public double successRate() {
      return attempts == 0 ? 1 : (double) (attempts - failures) / attempts;
    }
  }

  public synchronized Snapshot snapshot() {
    Duration mean = recoveries == 0 ? Duration.ZERO : recoveryTime.dividedBy(recoveries);
    return new Snapshot(
        succeeded + failed,
        failed,
        rejected,
        trips,
        mean,
        openSince,
        lastFailure,
        Map.copyOf(retries));
  }

  synchronized @Nullable String lastFailure() {
    return lastFailure;
  }

  synchronized void succeeded() {
    succeeded++;
  }

  synchronized void failed(@Nullable Throwable failure) {
    failed++;
    lastFailure = failure == null ? null : String.valueOf(failure.getMessage());
  }

  synchronized void rejected() {
    rejected++;
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
}
