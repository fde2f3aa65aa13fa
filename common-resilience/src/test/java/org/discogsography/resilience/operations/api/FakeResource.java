package org.discogsography.resilience.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.policy.Preset;
import org.discogsography.resilience.resource.BreakerHistory;
import org.discogsography.resilience.resource.ConnectionFigures;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.discogsography.resilience.resource.ResourceCounters;
import org.discogsography.resilience.resource.ResourceSnapshot;

/** A resource without a server, around a real policy. */
final class FakeResource implements ManagedResource {
  final AtomicInteger recoveries = new AtomicInteger();
  volatile boolean available = true;
  volatile Instant lastCheck = Instant.parse("2026-11-01T00:00:00Z");
  final AtomicInteger tests = new AtomicInteger();
  volatile CountDownLatch testing = new CountDownLatch(0);
  private final String name;
  private final CallPolicy policy;

  FakeResource(String name) {
    this.name = name;
    this.policy = new CallPolicy(name, Preset.A.settings());
  }

  @Override
  public ResourceSnapshot snapshot() {
    Instant now = Instant.parse("2026-11-01T00:00:00Z");
    return new ResourceSnapshot(
        name,
        available,
        now,
        lastCheck,
        available ? null : "08006: connection lost",
        policy.state(),
        BreakerHistory.NONE,
        policy.settings(),
        policy.statistics().snapshot(),
        new ResourceCounters(1, 12, 0),
        new ResourceCounters(1, 12, 0),
        ConnectionFigures.NONE,
        0,
        100,
        new PoolSnapshot(2, 20, 5, 15, 0, Duration.ofNanos(2_500_000)));
  }

  @Override
  public CallStatistics.Recent recent(int minutes) {
    return policy.statistics().recent(minutes);
  }

  @Override
  public CallPolicy policy() {
    return policy;
  }

  @Override
  public ConnectionTest test(String query) throws InterruptedException {
    tests.incrementAndGet();
    testing.await();
    List<Map<String, Object>> rows = query == null ? List.of() : List.of(Map.of("query", query));
    return new ConnectionTest(
        Instant.parse("2026-11-01T00:00:20Z"), true, "healthy", Duration.ofMillis(3), rows);
  }

  @Override
  public void recover() {
    recoveries.incrementAndGet();
  }
}
