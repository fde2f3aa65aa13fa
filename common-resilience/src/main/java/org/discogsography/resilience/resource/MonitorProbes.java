package org.discogsography.resilience.resource;

import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.ProbeListener;

/**
 * Tells a monitor what the probes find.
 *
 * @param whenBack what else is to be done when the server has come, or has come back; quick
 * @param voice who logs changes of state
 */
public record MonitorProbes(ResourceMonitor monitor, Runnable whenBack, Voice voice)
    implements ProbeListener {
  /** Who logs. */
  public enum Voice {
    PROBER,
    /** Somebody who can tell more than the prober. */
    OWNER
  }

  @Override
  public void back() {
    whenBack.run();
  }

  @Override
  public void succeeded() {
    monitor.probeSucceeded();
  }

  @Override
  public void failed(StoreException reason) {
    monitor.probeFailed(reason);
  }

  @Override
  public boolean wantsLog() {
    return voice == Voice.PROBER;
  }
}
