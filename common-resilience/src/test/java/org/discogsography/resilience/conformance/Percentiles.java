package org.discogsography.resilience.conformance;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Of a number of times, by nearest rank. */
record Percentiles(Duration p50, Duration p90, Duration p99, Duration max) {
  static Percentiles of(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return new Percentiles(rank(sorted, 50), rank(sorted, 90), rank(sorted, 99), sorted.getLast());
  }

  static <T> Percentiles of(List<T> all, Function<T, Duration> time) {
    return of(all.stream().map(time).toList());
  }

  private static Duration rank(List<Duration> sorted, int percent) {
    return sorted.get(Math.ceilDiv(sorted.size() * percent, 100) - 1);
  }

  @Override
  public String toString() {
    return "p50 %d ms, p90 %d ms, p99 %d ms, max %d ms"
        .formatted(p50.toMillis(), p90.toMillis(), p99.toMillis(), max.toMillis());
  }
}
