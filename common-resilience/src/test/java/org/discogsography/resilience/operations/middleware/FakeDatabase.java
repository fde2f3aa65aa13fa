package org.discogsography.resilience.operations.middleware;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.discogsography.resilience.resource.ResourceOptions;
import org.discogsography.resilience.resource.ResourceSnapshot;

/** A dependency without a server, around a real monitor. */
final class FakeDatabase implements ManagedResource {
  final AtomicInteger recoveries = new AtomicInteger();
  final ResourceMonitor monitor;
  volatile int active = 5;

  FakeDatabase(MeterRegistry meters) {
    monitor = ResourceMonitor.open("postgres", ResourceOptions.of(meters));
    monitor.probeSucceeded();
  }

  /** A call that succeeds. */
  String read() throws InterruptedException {
    return monitor.observe("read", () -> "row");
  }

  void goesAway() {
    monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
  }

  static StoreException failure(FailureKind kind) {
    return new StoreException(
        "postgres", kind, "08006", "s3cret", new IllegalStateException("s3cret"));
  }

  @Override
  public ResourceSnapshot snapshot() {
    return monitor.snapshot(new PoolSnapshot(2, 20, active, 20 - active, 0, Duration.ZERO));
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
  public ConnectionTest test(String query) {
    return new ConnectionTest(Instant.now(), true, "healthy", Duration.ZERO, List.of());
  }

  @Override
  public void recover() {
    recoveries.incrementAndGet();
  }
}
