package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.discogsography.resilience.policy.Backoff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that writes to the publishing channel, so a hung broker holds up nobody else: one
 * channel after the other, each with what the one before left unconfirmed.
 */
final class PublisherLoop {
  private static final Logger LOG = LoggerFactory.getLogger(PublisherLoop.class);
  private static final int BURST = 64;
  private static final Duration GLANCE = Duration.ofSeconds(1);
  private static final Backoff NEW_CHANNELS =
      new Backoff.Exponential(Duration.ofMillis(100), 2, Duration.ofSeconds(5));

  private final ReentrantLock lock;
  private final Condition work;
  private final ConfirmLedger ledger;
  private final BrokerAccess broker;
  private final RabbitSettings settings;
  private final PublisherCounters counters;
  private final Consumer<List<Outstanding>> whenSettled;
  private final Pauses pauses = new Pauses(NEW_CHANNELS, RandomGenerator.getDefault());
  private final Thread thread =
      // Writing happens within a monitor of the client, which pins a virtual thread before Java 24.
      Thread.ofPlatform().daemon().name("rabbitmq-publisher").unstarted(this::run);

  private volatile @Nullable Epoch epoch;
  private volatile boolean closed;

  /** The channel in use; guarded by the lock. What others say is stale. */
  private @Nullable PublishingChannel current;

  private volatile boolean confirmedSomething;

  /** A queue or an exchange seems to be missing. */
  private volatile boolean topologyInDoubt;

  private long declaredNanos = System.nanoTime() - Duration.ofDays(1).toNanos();

  /**
   * @param whenSettled called under the lock with what was confirmed, also when that is nothing but
   *     other messages left the ledger
   */
  PublisherLoop(
      ReentrantLock lock,
      Condition work,
      ConfirmLedger ledger,
      BrokerAccess broker,
      RabbitSettings settings,
      PublisherCounters counters,
      Consumer<List<Outstanding>> whenSettled) {
    this.lock = lock;
    this.work = work;
    this.ledger = ledger;
    this.broker = broker;
    this.settings = settings;
    this.counters = counters;
    this.whenSettled = whenSettled;
  }

  void start() {
    thread.start();
  }

  /** Whether an alarm keeps the current connection from publishing. */
  boolean isBlocked() {
    Epoch now = epoch;
    return now != null && now.blocked().reason() != null;
  }

  void close(Duration limit) {
    closed = true;
    thread.interrupt();
    Bounded.run("rabbitmq-close", limit, thread::join);
  }

  private void run() {
    while (!closed) {
      try {
        Epoch next = broker.await(GLANCE);
        if (next != null) {
          useChannelOf(next);
        }
      } catch (InterruptedException e) {
        LOG.debug("The publisher was interrupted");
      }
    }
  }

  private void useChannelOf(Epoch next) throws InterruptedException {
    epoch = next;
    try {
      PublishingChannel channel = PublishingChannel.open(next.publishing());
      begin(channel);
      try {
        pump(next, channel);
      } finally {
        end(channel);
        channel.close(settings.closeTimeout());
      }
    } catch (IOException | TimeoutException | RuntimeException e) {
      LOG.debug("The publishing channel failed", e);
    } finally {
      epoch = null;
    }
    pause();
  }

  private void pause() throws InterruptedException {
    if (confirmedSomething) {
      confirmedSomething = false;
      pauses.reset();
    }
    long left = pauses.next().toNanos();
    lock.lockInterruptibly();
    try {
      while (left > 0 && !closed) {
        left = work.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  private void begin(PublishingChannel channel) {
    lock.lock();
    try {
      current = channel;
    } finally {
      lock.unlock();
    }
    channel.listen(new ChannelEvents(channel));
  }

  private void end(PublishingChannel channel) {
    lock.lock();
    try {
      if (current == channel) {
        current = null;
      }
      counters.republished(ledger.channelLost());
      whenSettled.accept(List.of());
    } finally {
      lock.unlock();
    }
  }

  private void pump(Epoch next, PublishingChannel channel)
      throws IOException, TimeoutException, InterruptedException {
    List<Outstanding> burst = new ArrayList<>(BURST);
    while (takeDue(channel, burst)) {
      declareIfInDoubt(next);
      for (Outstanding each : burst) {
        channel.publish(each);
      }
      burst.clear();
    }
  }

  private void declareIfInDoubt(Epoch next) throws IOException, TimeoutException {
    long now = System.nanoTime();
    if (topologyInDoubt && now - declaredNanos > settings.republishPause().toNanos()) {
      topologyInDoubt = false;
      declaredNanos = now;
      broker.declareAgain(next);
    }
  }

  /** Waits for messages that are due; false when the channel is gone. */
  private boolean takeDue(PublishingChannel channel, List<Outstanding> burst)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (current == channel && !closed) {
        long wait = isBlocked() ? Long.MAX_VALUE : ledger.nanosUntilNext(System.nanoTime());
        if (wait == 0) {
          fill(burst);
          return true;
        }
        work.awaitNanos(Math.min(wait, GLANCE.toNanos()));
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  private void fill(List<Outstanding> burst) {
    long now = System.nanoTime();
    Outstanding next = ledger.next(now);
    while (next != null) {
      burst.add(next);
      next = burst.size() < BURST ? ledger.next(now) : null;
    }
  }

  /** News of one channel; changes nothing once that is not the current one. */
  private final class ChannelEvents implements PublishingChannel.Events {
    private final PublishingChannel channel;

    ChannelEvents(PublishingChannel channel) {
      this.channel = channel;
    }

    @Override
    public void handleAck(long sequence, boolean multiple) {
      whenCurrent(() -> {
        confirmedSomething = true;
        whenSettled.accept(ledger.confirmed(sequence, multiple, System.nanoTime()));
      });
    }

    @Override
    public void handleNack(long sequence, boolean multiple) {
      counters.nacked();
      whenCurrent(() -> {
        ledger.nacked(sequence, multiple, System.nanoTime());
        whenSettled.accept(List.of());
      });
    }

    @Override
    public void returned(long sequence, String why) {
      counters.returned();
      topologyInDoubt = true;
      whenCurrent(() -> ledger.returned(sequence));
    }

    @Override
    public void lost(ShutdownSignalException cause) {
      if (!cause.isHardError() && !cause.isInitiatedByApplication()) {
        LOG.warn("RabbitMQ closed the publishing channel: {}", cause.getMessage());
        topologyInDoubt = true;
      }
      whenCurrent(() -> current = null);
    }

    private void whenCurrent(Runnable change) {
      lock.lock();
      try {
        if (current == channel) {
          change.run();
          work.signal();
        }
      } finally {
        lock.unlock();
      }
    }
  }
}
