package org.discogsography.extractor.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import org.discogsography.extractor.progress.Hindrance;
import org.discogsography.extractor.progress.Hindrance.Backlog;
import org.discogsography.extractor.progress.Hindrance.BrokerAway;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the queues of the types that are being sent, on a thread of its own, so that a broker
 * that does not answer holds up nobody; whoever sends a type waits here while one of its queues is
 * full. What the broker does not tell leaves everything as it was.
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
  private final BiConsumer<EntityType, @Nullable Hindrance> listener;
  private final Thread thread = Thread.ofVirtual().name("backlog-watch").unstarted(this::run);

  private final Map<EntityType, Gate> gates = new EnumMap<>(EntityType.class);
  private boolean wanted;

  /** What is known of a type's queues. */
  private static final class Gate {
    /** Whether they are looked at. */
    private volatile boolean watched;

    private volatile boolean full;
    private volatile boolean used;
    private @Nullable Hindrance last;
  }

  /**
   * @param listener hears of every look
   */
  BacklogWatch(
      WorkQueues queues,
      BacklogLimits limits,
      BiConsumer<EntityType, @Nullable Hindrance> listener) {
    this.queues = queues;
    this.limits = limits;
    this.rule = new BacklogRule(limits);
    this.listener = listener;
    for (EntityType type : EntityType.values()) {
      gates.put(type, new Gate());
    }
  }

  void start() {
    thread.start();
  }

  boolean isFull(EntityType type) {
    return gate(type).full;
  }

  /** Returns when the queues of a type have room for a message, as far as was seen. */
  void awaitRoom(EntityType type) throws InterruptedException {
    Gate gate = gate(type);
    gate.used = true;
    if (gate.watched && !gate.full) {
      return;
    }
    lock.lockInterruptibly();
    try {
      if (!gate.watched) {
        gate.watched = true;
        wanted = true;
        asked.signal();
      }
      while (gate.full) {
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
        awaitNextLook();
        gates.forEach((type, gate) -> {
          if (isNeeded(gate)) {
            look(type, gate);
          }
        });
      }
    } catch (InterruptedException e) {
      LOG.debug("Nobody looks at the queues any more");
    }
  }

  /** Until the interval has passed, or another type is sent. */
  private void awaitNextLook() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limits.interval().toNanos();
      while (left > 0 && !wanted) {
        left = asked.awaitNanos(left);
      }
      wanted = false;
    } finally {
      lock.unlock();
    }
  }

  /** Not while nothing of the type is sent. */
  private static boolean isNeeded(Gate gate) {
    boolean needed = gate.used || gate.full;
    gate.used = false;
    gate.watched = needed;
    return needed;
  }

  private void look(EntityType type, Gate gate) {
    try {
      List<QueueDepth> depths = new ArrayList<>();
      for (String queue : queues.of(type)) {
        depths.add(queues.depth(queue));
      }
      Backlog backlog = rule.full(depths);
      seen(gate, backlog != null);
      tell(type, gate, backlog);
    } catch (RuntimeException e) {
      LOG.debug("The queues cannot be looked at", e);
      tell(type, gate, new BrokerAway());
    }
  }

  private void seen(Gate gate, boolean full) {
    lock.lock();
    try {
      gate.full = full;
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tell(EntityType type, Gate gate, @Nullable Hindrance now) {
    log(type, gate.last, now);
    gate.last = now;
    listener.accept(type, now);
  }

  private Gate gate(EntityType type) {
    return Objects.requireNonNull(gates.get(type));
  }

  private static void log(EntityType type, @Nullable Hindrance before, @Nullable Hindrance now) {
    if (now instanceof Backlog full && !(before instanceof Backlog)) {
      LOG.info(
          "{} has {} messages; {} wait until half of {} are left",
          full.queue(),
          full.ready(),
          type.plural(),
          full.limit());
    } else if (before instanceof Backlog && now == null) {
      LOG.info("The queues of {} have room again", type.plural());
    }
  }
}
