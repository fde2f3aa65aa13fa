package org.discogsography.resilience.neo4j;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.discogsography.resilience.resource.ResourceSnapshot;
import org.jspecify.annotations.Nullable;

/** A driver as the operations API shows it. */
final class Neo4jResource implements ManagedResource {
  private final ResilientNeo4jDriver driver;
  private final ResourceMonitor monitor;
  private final Clock clock = Clock.systemUTC();

  Neo4jResource(ResilientNeo4jDriver driver, ResourceMonitor monitor) {
    this.driver = driver;
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
    List<Map<String, Object>> rows = List.of();
    try {
      driver.probeOnce();
      if (query != null) {
        rows = driver.test(query);
      }
    } catch (StoreException e) {
      detail = e.code() + ": " + e.getMessage();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new ConnectionTest(at, detail.equals("healthy"), detail, took, rows);
  }

  @Override
  public void recover() {
    driver.recover();
  }
}
