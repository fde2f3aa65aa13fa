package org.discogsography.resilience.rabbit;

import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.ProbeListener;
import org.discogsography.resilience.resource.ResourceMonitor;

/** Passes on what the probes find. */
record RabbitListener(ResourceMonitor monitor) implements ProbeListener {
  @Override
  public void back() {}

  @Override
  public void succeeded() {
    monitor.probeSucceeded();
  }

  @Override
  public void failed(StoreException reason) {
    monitor.probeFailed(reason);
  }

  /** The connection's own log tells more. */
  @Override
  public boolean wantsLog() {
    return false;
  }
}
