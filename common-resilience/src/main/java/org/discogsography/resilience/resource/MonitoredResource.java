package org.discogsography.resilience.resource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;
import org.jspecify.annotations.Nullable;

/**
 * A resource without a pool of ours, as its monitor knows it.
 *
 * @param looking what a connection test does
 * @param recovery what recovering does; returns at once
 */
public record MonitoredResource(ResourceMonitor monitor, Look looking, Runnable recovery)
    implements ManagedResource {
  /** Connects anew and, where there is a query, runs it read-only with limits. */
  @FunctionalInterface
  public interface Look {
    /**
     * The rows of the query; none without one.
     *
     * @throws StoreException if it did not work
     */
    List<Map<String, Object>> rows(@Nullable String query) throws InterruptedException;
  }

  @Override
  public ResourceSnapshot snapshot() {
    return monitor.snapshot(null);
  }

  @Override
  public CallStatistics.Recent recent(int minutes) {
    return monitor.recent(minutes);
  }

  @Override
  public CallPolicy policy() {
    return monitor.policy();
  }

  @Override
  public ConnectionTest test(@Nullable String query) throws InterruptedException {
    return test(query, looking, Clock.systemUTC());
  }

  /** A connection test around a look: when, how long, and what went wrong. */
  public static ConnectionTest test(@Nullable String query, Look look, Clock clock)
      throws InterruptedException {
    Instant at = clock.instant();
    long began = System.nanoTime();
    try {
      List<Map<String, Object>> rows = look.rows(query);
      return new ConnectionTest(at, true, "healthy", since(began), rows);
    } catch (StoreException e) {
      return new ConnectionTest(
          at, false, e.code() + ": " + e.getMessage(), since(began), List.of());
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Override
  public void recover() {
    recovery.run();
  }
}
