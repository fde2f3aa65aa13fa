package org.discogsography.dashboard.stores;

/** Where figures of a store come from. Each call ends within the limits of its resilient type. */
public interface StoreSource {
  /** As on the page. */
  String name();

  /** A read that costs nothing; throws when it is not answered. */
  void ping() throws InterruptedException;

  /** What the store holds. */
  StoreFigures figures() throws InterruptedException;
}
