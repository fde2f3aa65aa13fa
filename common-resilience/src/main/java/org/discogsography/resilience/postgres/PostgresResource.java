package org.discogsography.resilience.postgres;

import java.time.Clock;
import java.util.List;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.Findings;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceMonitor;
import org.discogsography.resilience.resource.ResourceSnapshot;
import org.jspecify.annotations.Nullable;

/** A pool as the operations API shows it. */
final class PostgresResource implements ManagedResource {
  private final ResilientPostgresPool pool;
  private final ResourceMonitor monitor;
  private final ServerFindings findings;

  PostgresResource(ResilientPostgresPool pool, ResourceMonitor monitor) {
    this.pool = pool;
    this.monitor = monitor;
    this.findings = new ServerFindings(pool.inspection(), Clock.systemUTC());
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
    return pool.inspection().test(query);
  }

  @Override
  public List<SlowCall> slowCalls() {
    return pool.slowCalls();
  }

  @Override
  public Findings findings() {
    return findings.get();
  }

  @Override
  public void recover() {
    pool.recover();
  }
}
