package org.discogsography.resilience.rabbit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Publishes with confirms and loses nothing: what is returned, nacked or unconfirmed when a
 * connection ends is kept and published again, in the order it came. So a message can be in its
 * queue more than once. Every message is mandatory: one that no queue takes counts as not
 * published.
 *
 * <p>Thread-safe. At most a window of messages and bytes is on its way at once (defaults: 4,000 and
 * 32 MiB); it also is the buffer while the broker is away or blocked by an alarm.
 */
public final class ConfirmingPublisher {
  private static final long SLICE_NANOS = Duration.ofMillis(100).toNanos();

  private final ReentrantLock lock = new ReentrantLock();

  /** There is something to publish, or somewhere to publish it, or an end to both. */
  private final Condition work = lock.newCondition();

  /** Messages left the ledger. */
  private final Condition room = lock.newCondition();

  private final RabbitSettings settings;
  private final ConfirmLedger ledger;
  private final PublisherCounters counters;
  private final ConfirmationRunner confirmations = new ConfirmationRunner(this::told);
  private final PublisherLoop loop;
  private boolean closed;

  ConfirmingPublisher(RabbitSettings settings, BrokerAccess broker, PublisherCounters counters) {
    this.settings = settings;
    this.counters = counters;
    this.ledger =
        new ConfirmLedger(
            settings.windowMessages(), settings.windowBytes(), settings.republishPause().toNanos());
    this.loop = new PublisherLoop(lock, work, ledger, broker, settings, counters, this::confirmed);
  }

  void start() {
    confirmations.start();
    loop.start();
  }

  /**
   * Accepts a message; from then on it is published until the broker has it. Returns as soon as it
   * is in the window, waits while that is full.
   *
   * @param whenConfirmed runs once, after the broker's confirm, on another thread, without a lock;
   *     the message counts as outstanding until it has run
   * @throws IllegalArgumentException if the body is larger than the settings allow
   * @throws RabbitUnavailableException if the publisher is closed
   */
  public void publish(OutboundMessage message, Runnable whenConfirmed) throws InterruptedException {
    checkSize(message);
    lock.lockInterruptibly();
    try {
      while (!ledger.hasRoomFor(message.body().length) && !closed) {
        room.await();
      }
      checkOpen();
      accept(message, new KeptReceipt(whenConfirmed));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Publishes a message once.
   *
   * @param limit counts also while the broker is away or blocked
   * @return true if the broker has it; false if that is not known within the limit, and then it is
   *     not published again (the broker may have it nevertheless)
   * @throws IllegalArgumentException if the body is larger than the settings allow
   */
  public boolean publishOnce(OutboundMessage message, Duration limit) throws InterruptedException {
    return publishOnce(List.of(message), limit).getFirst();
  }

  /** Like {@link #publishOnce(OutboundMessage, Duration)} for several, without waiting for each. */
  public List<Boolean> publishOnce(List<OutboundMessage> messages, Duration limit)
      throws InterruptedException {
    messages.forEach(this::checkSize);
    long deadline = System.nanoTime() + limit.toNanos();
    List<OneTry> tries = new ArrayList<>(messages.size());
    try {
      for (OutboundMessage message : messages) {
        tries.add(offer(message, deadline));
      }
      List<Boolean> results = new ArrayList<>(messages.size());
      for (OneTry each : tries) {
        results.add(each.receipt.await(Math.max(0, deadline - System.nanoTime())));
      }
      return results;
    } finally {
      tries.forEach(this::abandon);
    }
  }

  /**
   * Waits until nothing is outstanding.
   *
   * @param limit stands still while an alarm of the broker blocks the connection
   * @return whether every message accepted so far is confirmed and its callback has run
   */
  public boolean awaitConfirmed(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (ledger.outstanding() > 0 && left > 0 && !closed) {
        boolean still = loop.isBlocked();
        long before = System.nanoTime();
        room.awaitNanos(Math.min(left, SLICE_NANOS));
        left -= still ? 0 : System.nanoTime() - before;
      }
      return ledger.outstanding() == 0;
    } finally {
      lock.unlock();
    }
  }

  /** Messages accepted and not yet confirmed. */
  public int outstanding() {
    lock.lock();
    try {
      return ledger.outstanding();
    } finally {
      lock.unlock();
    }
  }

  /** Larger bodies are refused. */
  public int maxBodyBytes() {
    return settings.maxBodyBytes();
  }

  /** Looks again whether an alarm blocks the connection. */
  void alarmChanged() {
    lock.lock();
    try {
      work.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Stops publishing; what is outstanding is not published any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
    loop.close(settings.closeTimeout());
    confirmations.close(settings.closeTimeout());
  }

  private record OneTry(OneTryReceipt receipt, @Nullable Outstanding accepted) {}

  private OneTry offer(OutboundMessage message, long deadline) throws InterruptedException {
    OneTryReceipt receipt = new OneTryReceipt();
    lock.lockInterruptibly();
    try {
      long left = deadline - System.nanoTime();
      while (!ledger.hasRoomFor(message.body().length) && left > 0 && !closed) {
        left = room.awaitNanos(left);
      }
      if (closed || !ledger.hasRoomFor(message.body().length)) {
        receipt.failed();
        return new OneTry(receipt, null);
      }
      return new OneTry(receipt, accept(message, receipt));
    } finally {
      lock.unlock();
    }
  }

  private void abandon(OneTry each) {
    if (each.accepted == null) {
      return;
    }
    lock.lock();
    try {
      if (ledger.abandon(each.accepted)) {
        room.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private Outstanding accept(OutboundMessage message, Receipt receipt) {
    Outstanding accepted = ledger.add(message, receipt);
    work.signal();
    return accepted;
  }

  /** Under the lock, on the client's thread. */
  private void confirmed(List<Outstanding> messages) {
    if (!messages.isEmpty()) {
      confirmations.add(messages);
    }
    room.signalAll();
  }

  private void told(List<Outstanding> messages) {
    counters.confirmed(messages.size());
    lock.lock();
    try {
      ledger.release(messages);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void checkSize(OutboundMessage message) {
    if (message.body().length > settings.maxBodyBytes()) {
      throw new IllegalArgumentException(
          "the body has "
              + message.body().length
              + " bytes, more than the "
              + settings.maxBodyBytes()
              + " that are allowed");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new RabbitUnavailableException("The publisher is closed.");
    }
  }
}
