package org.discogsography.resilience.worker;

import java.util.Locale;

/** What a loop is doing. */
enum LoopState {
  /** Waits for the store or the broker for the first time. */
  STARTING,
  /** Takes batches and writes them. */
  RUNNING,
  /** Has a batch in hand and waits for the store. */
  HOLDING,
  /** Gave its batch back and waits for the store without a consumer. */
  WAITING,
  /** Waits for the broker. */
  DISCONNECTED,
  /** Pauses after an error of its own. */
  FAILED,
  STOPPED;

  /** As in health. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
