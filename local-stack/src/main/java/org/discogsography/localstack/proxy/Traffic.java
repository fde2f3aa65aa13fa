package org.discogsography.localstack.proxy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules in force, and where connections and bytes wait for other ones. Thread-safe. */
final class Traffic {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private Rules rules = Rules.PASS;
  private volatile @Nullable FailPoint failPoint;

  void set(Rules next) {
    lock.lock();
    try {
      rules = next;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void failAt(FailPoint next) {
    failPoint = next;
  }

  @Nullable FailPoint failPoint() {
    return failPoint;
  }

  /** Returns when bytes that came just now are to be sent on. */
  void awaitFlow() throws InterruptedException {
    Rules now = await(each -> each.flow() == Rules.Flow.FORWARDED);
    if (now.delay().isPositive()) {
      TimeUnit.NANOSECONDS.sleep(now.delay().toNanos());
    }
  }

  /** What to do with a connection that came just now; never that it has to wait. */
  Rules.Arrivals awaitArrival() throws InterruptedException {
    return await(each -> each.arrivals() != Rules.Arrivals.WAITING).arrivals();
  }

  private Rules await(Predicate<Rules> wanted) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!wanted.test(rules)) {
        changed.await();
      }
      return rules;
    } finally {
      lock.unlock();
    }
  }
}
