package org.discogsography.resilience.worker;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets a loop wait so that it can be stopped and is seen to be alive. Thread-safe. */
final class LoopControl {
  private static final long BEAT_NANOS = Duration.ofSeconds(1).toNanos();

  /** How a wait ended. */
  enum Wait {
    DONE,
    LATE,
    STOPPING
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile boolean stopping;
  private volatile long lastBeat = System.nanoTime();

  /** The loop passed its top or a timed wait. */
  void beat() {
    lastBeat = System.nanoTime();
  }

  Duration sinceBeat() {
    return Duration.ofNanos(System.nanoTime() - lastBeat);
  }

  boolean isStopping() {
    return stopping;
  }

  void stop() {
    stopping = true;
    wake();
  }

  /** Something that a wait depends on may have changed. */
  void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it is done, the limit has passed or the loop is to stop. */
  Wait await(BooleanSupplier done, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (!stopping) {
        beat();
        long left = deadline - System.nanoTime();
        if (done.getAsBoolean()) {
          return Wait.DONE;
        }
        if (left <= 0) {
          return Wait.LATE;
        }
        changed.awaitNanos(Math.min(left, BEAT_NANOS));
      }
      return Wait.STOPPING;
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the whole time unless the loop is to stop. */
  Wait pause(Duration length) throws InterruptedException {
    return await(() -> false, length);
  }
}
