package org.discogsography.resilience.neo4j;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How often a server has become available. Thread-safe. */
final class Arrivals {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile long count;

  long count() {
    return count;
  }

  void add() {
    lock.lock();
    try {
      long next = count + 1;
      count = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** False if there were no more than that within the limit. */
  boolean await(long after, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (count <= after) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
