package org.discogsography.resilience.rabbit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries between the client's thread and the loop that pulls. Bounded by the prefetch, beyond
 * which the broker sends nothing. Thread-safe.
 */
final class DeliveryBuffer {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Delivery> deliveries = new ArrayDeque<>();
  private @Nullable RabbitUnavailableException end;
  private boolean hurried;

  /** Fewer do not wake the one who waits. */
  private int wanted = 1;

  void add(Delivery delivery) {
    lock.lock();
    try {
      deliveries.add(delivery);
      if (deliveries.size() >= wanted) {
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Nothing more will come and what is here cannot be settled; the first reason stays. */
  void end(RabbitUnavailableException reason) {
    lock.lock();
    try {
      if (end == null) {
        end = reason;
      }
      deliveries.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** From now on nobody waits for more deliveries than there are. */
  void hurry() {
    lock.lock();
    try {
      hurried = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isEnded() {
    lock.lock();
    try {
      return end != null;
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return deliveries.size();
    } finally {
      lock.unlock();
    }
  }

  /**
   * @throws RabbitUnavailableException if the subscription ended
   */
  void check() {
    lock.lock();
    try {
      throwIfEnded();
    } finally {
      lock.unlock();
    }
  }

  /**
   * As many as asked for, or what came until the limit had passed since the first.
   *
   * @param idle how long to wait for the first
   * @throws RabbitUnavailableException if the subscription ended
   */
  List<Delivery> take(int most, Duration sinceFirst, Duration idle) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      await(1, idle);
      if (!deliveries.isEmpty()) {
        await(most, sinceFirst);
      }
      List<Delivery> taken = new ArrayList<>(Math.min(most, deliveries.size()));
      while (taken.size() < most && !deliveries.isEmpty()) {
        taken.add(deliveries.remove());
      }
      return taken;
    } finally {
      lock.unlock();
    }
  }

  private void await(int count, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    wanted = count;
    throwIfEnded();
    while (deliveries.size() < count && left > 0 && !hurried) {
      left = changed.awaitNanos(left);
      throwIfEnded();
    }
  }

  private void throwIfEnded() {
    if (end != null) {
      throw new RabbitUnavailableException(String.valueOf(end.getMessage()), end);
    }
  }
}
