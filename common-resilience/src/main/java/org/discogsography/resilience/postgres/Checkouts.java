package org.discogsography.resilience.postgres;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Who holds a connection and for how long. One that is held longer than allowed counts as leaked,
 * whether or not it is given back later. Thread-safe.
 */
final class Checkouts {
  private final Duration limit;
  private final LongSupplier nanoTime;
  private final Map<Ticket, Long> out = new ConcurrentHashMap<>();
  private final AtomicLong returnedLate = new AtomicLong();

  /**
   * @param limit zero: nothing counts as leaked
   */
  Checkouts(Duration limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** One connection in somebody's hands; by identity. */
  static final class Ticket {}

  Ticket taken() {
    Ticket ticket = new Ticket();
    out.put(ticket, nanoTime.getAsLong());
    return ticket;
  }

  void returned(Ticket ticket) {
    Long since = out.remove(ticket);
    if (since != null && isLate(since)) {
      returnedLate.incrementAndGet();
    }
  }

  /** Held too long and not given back yet. */
  long leaked() {
    return out.values().stream().filter(this::isLate).count();
  }

  /** All that were ever held too long. */
  long leakedInAll() {
    return returnedLate.get() + leaked();
  }

  private boolean isLate(long since) {
    return limit.isPositive() && nanoTime.getAsLong() - since > limit.toNanos();
  }
}
