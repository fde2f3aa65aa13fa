package org.discogsography.resilience.probe;

import org.discogsography.resilience.failure.StoreException;

/**
 * One attempt to have a server do what it is there for, on a connection of its own: a write for
 * those who write, a read for those who read. Called by one thread only. An attempt has a deadline
 * of its own and ends soon after an interrupt.
 */
public interface Probe extends AutoCloseable {
  /**
   * Returns if the server did it.
   *
   * @throws StoreException if it did not
   */
  void attempt() throws InterruptedException;

  /** Gives up the connection; the next attempt opens another. Does not throw. */
  @Override
  void close();
}
