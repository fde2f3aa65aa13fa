package org.discogsography.extractor.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.discogsography.extractor.progress.Hindrance;
import org.discogsography.extractor.progress.Hindrance.Backlog;
import org.discogsography.extractor.progress.Hindrance.BrokerAway;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the queues of the type that is being sent, on a thread of its own, so that a broker that
 * does not answer holds up nobody; whoever sends waits here while one of them is full. What the
 * broker does not tell leaves everything as it was.
 */
final class BacklogWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BacklogWatch.class);
  private static final Duration TO_END = Duration.ofSeconds(2);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final Condition room = lock.newCondition();
  private final WorkQueues queues;
  private final BacklogLimits limits;
  private final BacklogRule rule;
  private final Consumer<@Nullable Hindrance> listener;
  private final Thread thread = Thread.ofVirtual().name("backlog-watch").unstarted(this::run);

  private volatile @Nullable EntityType type;
  private volatile boolean full;
  private volatile boolean used;
  private @Nullable Hindrance last;

  /**
   * @param listener hears of every change
   */
  BacklogWatch(WorkQueues queues, BacklogLimits limits, Consumer<@Nullable Hindrance> listener) {
    this.queues = queues;
    this.limits = limits;
    this.rule = new BacklogRule(limits);
    this.listener = listener;
  }

  void start() {
    thread.start();
  }

  /** Returns when the queues of a type have room for a message, as far as was seen. */
  void awaitRoom(EntityType wanted) throws InterruptedException {
    if (wanted == type && !full) {
      used = true;
      return;
    }
    lock.lockInterruptibly();
    try {
      if (wanted != type) {
        type = wanted;
        full = false;
        asked.signal();
      }
      used = true;
      while (full && type == wanted) {
        boolean ignored = room.await(1, TimeUnit.SECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (true) {
        EntityType current = next();
        if (current != null) {
          look(current);
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody looks at the queues any more");
    }
  }

  /** After the interval, or as soon as another type is sent; null when nothing is being sent. */
  private @Nullable EntityType next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      EntityType before = type;
      long left = limits.interval().toNanos();
      while (left > 0 && type == before) {
        left = asked.awaitNanos(left);
      }
      boolean needed = used || full;
      used = false;
      return needed ? type : null;
    } finally {
      lock.unlock();
    }
  }

  private void look(EntityType current) {
    try {
      List<QueueDepth> depths = new ArrayList<>();
      for (String queue : queues.of(current)) {
        depths.add(queues.depth(queue));
      }
      seen(current, rule.full(depths));
    } catch (RuntimeException e) {
      LOG.debug("The queues cannot be looked at", e);
      tell(new BrokerAway());
    }
  }

  private void seen(EntityType of, @Nullable Backlog backlog) {
    lock.lock();
    try {
      if (type == of) {
        full = backlog != null;
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
    tell(backlog);
  }

  private void tell(@Nullable Hindrance now) {
    log(last, now);
    last = now;
    listener.accept(now);
  }

  private static void log(@Nullable Hindrance before, @Nullable Hindrance now) {
    if (now instanceof Backlog full && !(before instanceof Backlog)) {
      LOG.info(
          "{} has {} messages; the extraction waits until half of {} are left",
          full.queue(),
          full.ready(),
          full.limit());
    } else if (before instanceof Backlog && now == null) {
      LOG.info("The queues have room again; the extraction goes on");
    }
  }
}
