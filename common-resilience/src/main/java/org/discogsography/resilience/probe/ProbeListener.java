package org.discogsography.resilience.probe;

import org.discogsography.resilience.failure.StoreException;

/**
 * Hears of every probe, on the probing thread and before anybody who waits is told; must be quick
 * and not throw.
 */
@FunctionalInterface
public interface ProbeListener {
  /** The server has come, or has come back: such as for dropping old connections. */
  void back();

  /** A probe has succeeded; after {@link #back} where both are the case. */
  default void succeeded() {}

  /** A probe has failed. */
  default void failed(StoreException reason) {}

  /** False for one who logs changes of state itself. */
  default boolean wantsLog() {
    return true;
  }
}
