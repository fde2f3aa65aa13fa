package org.discogsography.resilience.neo4j;

import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.ProbeListener;
import org.discogsography.resilience.resource.ResourceMonitor;

/** Passes on what the probes find. */
final class ArrivalListener implements ProbeListener {
  private final Arrivals arrivals;
  private final ResourceMonitor monitor;

  ArrivalListener(Arrivals arrivals, ResourceMonitor monitor) {
    this.arrivals = arrivals;
    this.monitor = monitor;
  }

  @Override
  public void back() {
    arrivals.add();
  }

  @Override
  public void succeeded() {
    monitor.probeSucceeded();
  }

  @Override
  public void failed(StoreException reason) {
    monitor.probeFailed(reason);
  }
}
