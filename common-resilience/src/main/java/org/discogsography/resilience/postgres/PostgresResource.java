package org.discogsography.resilience.postgres;

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

/** A pool as the operations API shows it. */
final class PostgresResource implements ManagedResource {
  private final ResilientPostgresPool pool;
  private final ResourceMonitor monitor;
  private final Clock clock = Clock.systemUTC();

  PostgresResource(ResilientPostgresPool pool, ResourceMonitor monitor) {
    this.pool = pool;
    this.monitor = monitor;
  }

  @Override
  public ResourceSnapshot snapshot() {
    return monitor.snapshot(pool.snapshot());
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
    Instant began = clock.instant();
    long from = System.nanoTime();
    String detail = "healthy";
    PostgresSettings settings = pool.settings();
    try (PostgresProbe probe =
        new PostgresProbe(
            DataSources.forProbe(settings),
            ProbeStatement.of(
                settings.purpose(), settings.applicationName(), settings.probeTimeout()))) {
      probe.attempt();
    } catch (StoreException e) {
      detail = e.code() + ": " + e.getMessage();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    return new ConnectionTest(began, detail.equals("healthy"), detail, took, List.of());
  }

  @Override
  public void recover() {
    pool.recover();
  }
}
