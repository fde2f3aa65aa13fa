package org.discogsography.extractor.pass;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.discogsography.extractor.publish.RecordPublisher;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;

/**
 * Knows what of one pass is on its way, while other passes publish through the same channel.
 * Publishes by one thread; confirmations arrive on another.
 */
final class TypePublisher implements RecordPublisher {
  private final RecordPublisher publisher;
  private final AtomicLong outstanding = new AtomicLong();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition none = lock.newCondition();

  TypePublisher(RecordPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void publish(RecordMessage message, Runnable whenConfirmed) throws InterruptedException {
    outstanding.incrementAndGet();
    AtomicBoolean open = new AtomicBoolean(true);
    boolean accepted = false;
    try {
      publisher.publish(message, () -> confirmed(whenConfirmed, open));
      accepted = true;
    } finally {
      if (!accepted) {
        settled(open);
      }
    }
  }

  /** Whether everything of this pass was confirmed within the limit. */
  @Override
  public boolean awaitConfirmed(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (outstanding.get() > 0 && left > 0) {
        left = none.awaitNanos(left);
      }
      return outstanding.get() == 0;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean holdsBack(EntityType type) {
    return publisher.holdsBack(type);
  }

  @Override
  public boolean awaitConnected(Duration limit) throws InterruptedException {
    return publisher.awaitConnected(limit);
  }

  private void confirmed(Runnable whenConfirmed, AtomicBoolean open) {
    try {
      whenConfirmed.run();
    } finally {
      settled(open);
    }
  }

  /** Once for each message, whoever says so first. */
  private void settled(AtomicBoolean open) {
    if (open.getAndSet(false) && outstanding.decrementAndGet() == 0) {
      lock.lock();
      try {
        none.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
