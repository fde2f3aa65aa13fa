package org.discogsography.resilience.rabbit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.discogsography.resilience.resource.ResourceSnapshot;
import org.jspecify.annotations.Nullable;

/** A connection as the operations API shows it. */
final class RabbitResource implements ManagedResource {
  private final ResilientRabbitConnection connection;
  private final ResourceMonitor monitor;
  private final Clock clock = Clock.systemUTC();

  RabbitResource(ResilientRabbitConnection connection, ResourceMonitor monitor) {
    this.connection = connection;
    this.monitor = monitor;
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
    Instant at = clock.instant();
    long began = System.nanoTime();
    String detail = "healthy";
    try {
      connection.probeOnce();
    } catch (StoreException e) {
      detail = e.code() + ": " + e.getMessage();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new ConnectionTest(at, detail.equals("healthy"), detail, took, List.of());
  }

  @Override
  public void recover() {
    connection.recover();
  }
}
