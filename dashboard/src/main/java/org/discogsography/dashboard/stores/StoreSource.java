package org.discogsography.dashboard.stores;

import org.discogsography.resilience.probe.Availability;

/** Where figures of a store come from. Each call ends within the limits of its resilient type. */
public interface StoreSource {
  /** As on the page. */
  String name();

  /** What the probes say, at once: a read may be tried again for seconds before it fails. */
  Availability availability();

  /** A read that costs nothing; throws when it is not answered. */
  void ping() throws InterruptedException;

  /** What the store holds. */
  StoreFigures figures() throws InterruptedException;
}
