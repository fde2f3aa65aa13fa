package org.discogsography.localstack.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what another process does: nothing tells us, so it is looked at again and again. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private Await() {}

  /**
   * Whether the condition came true before the deadline.
   *
   * @throws LocalStackException if the thread is interrupted, which stays set
   */
  public static boolean until(Duration deadline, BooleanSupplier condition) {
    return until(deadline, PAUSE, condition);
  }

  /**
   * The same for a condition that costs something to look at.
   *
   * @param pause between two looks
   * @throws LocalStackException if the thread is interrupted, which stays set
   */
  public static boolean until(Duration deadline, Duration pause, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new LocalStackException("Interrupted while waiting for a process.");
      }
      LockSupport.parkNanos(pause.toNanos());
    }
    return true;
  }
}
