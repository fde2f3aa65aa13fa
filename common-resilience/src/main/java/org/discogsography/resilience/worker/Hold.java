package org.discogsography.resilience.worker;

import java.time.Duration;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.Pauses;

/**
 * Holds one batch while its store is away: no count of the broker is spent, until the budget is.
 * Confined to the loop's thread.
 */
final class Hold {
  private final StoreWait store;
  private final LoopControl control;
  private final LoopStatus status;
  private final Pauses pauses;
  private final Duration budget;
  private long startNanos;
  private int holds;

  Hold(StoreWait store, LoopControl control, LoopStatus status, Pauses pauses, Duration budget) {
    this.store = store;
    this.control = control;
    this.status = status;
    this.pauses = pauses;
    this.budget = budget;
  }

  /**
   * Waits for the store. The first time the records may be written again as soon as it is there;
   * when they were refused once more, with a growing pause.
   *
   * @return DONE to write again, LATE when the budget is spent
   */
  LoopControl.Wait await(StoreException cause) throws InterruptedException {
    status.paused(LoopState.HOLDING, cause);
    if (holds++ == 0) {
      startNanos = System.nanoTime();
    } else {
      control.pause(pauses.next());
    }
    Duration left = budget.minusNanos(System.nanoTime() - startNanos);
    return left.isPositive() ? store.await(left) : late();
  }

  /** Some records were written: the budget is for a store that takes none. */
  void progressed() {
    holds = 0;
    pauses.reset();
    status.running();
  }

  private LoopControl.Wait late() {
    return control.isStopping() ? LoopControl.Wait.STOPPING : LoopControl.Wait.LATE;
  }
}
