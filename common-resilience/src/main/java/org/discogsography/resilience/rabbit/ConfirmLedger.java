package org.discogsography.resilience.rabbit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every message that was accepted and is not confirmed, in the order of publishing. Outlives
 * channels: what was in flight on the last one waits to be published again on the next. Knows
 * nothing of the broker; guarded by the publisher's lock.
 */
final class ConfirmLedger {
  private final int maxMessages;
  private final long maxBytes;
  private final long republishPauseNanos;

  private final Deque<Outstanding> waiting = new ArrayDeque<>();
  private final Deque<Outstanding> delayed = new ArrayDeque<>();

  /** By sequence number, in that order. */
  private final Map<Long, Outstanding> inFlight = new LinkedHashMap<>();

  private long ordinals;
  private long sequence;
  private int messages;
  private long bytes;

  ConfirmLedger(int maxMessages, long maxBytes, long republishPauseNanos) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
    this.republishPauseNanos = republishPauseNanos;
  }

  boolean hasRoomFor(int size) {
    return messages < maxMessages && bytes + size <= maxBytes;
  }

  /** Accepted and not yet released, those whose callback is still to run included. */
  int outstanding() {
    return messages;
  }

  Outstanding add(OutboundMessage message, Receipt receipt) {
    Outstanding added = new Outstanding(++ordinals, message, receipt);
    waiting.add(added);
    messages++;
    bytes += added.bytes();
    return added;
  }

  /** The next message to publish, now in flight; null when none is due. */
  @Nullable Outstanding next(long nowNanos) {
    Outstanding next = isDue(nowNanos) ? delayed.remove() : waiting.poll();
    if (next != null) {
      next.sent(++sequence);
      inFlight.put(sequence, next);
    }
    return next;
  }

  /**
   * How long until {@link #next} has something without anything new; the most there is if never.
   */
  long nanosUntilNext(long nowNanos) {
    if (!waiting.isEmpty()) {
      return 0;
    }
    return delayed.isEmpty() ? Long.MAX_VALUE : Math.max(0, delayed.peek().dueNanos() - nowNanos);
  }

  /** The broker could not route the message; its confirm will follow and not count. */
  void returned(long returnedSequence) {
    Outstanding message = inFlight.get(returnedSequence);
    if (message != null) {
      message.markReturned();
    }
  }

  /**
   * The broker has a message, with {@code multiple} all up to it.
   *
   * @return those that it has, for {@link #release}; returned ones are kept
   */
  List<Outstanding> confirmed(long upTo, boolean multiple, long nowNanos) {
    List<Outstanding> taken = take(upTo, multiple);
    List<Outstanding> confirmed = new ArrayList<>(taken.size());
    for (Outstanding message : taken) {
      if (message.isReturned()) {
        later(message, nowNanos);
      } else {
        confirmed.add(message);
      }
    }
    return confirmed;
  }

  /** The broker refused a message, with {@code multiple} all up to it. */
  void nacked(long upTo, boolean multiple, long nowNanos) {
    take(upTo, multiple).forEach(message -> later(message, nowNanos));
  }

  /**
   * The channel is gone: its sequence numbers mean nothing, what it carried waits again.
   *
   * @return how many will be published again
   */
  int channelLost() {
    List<Outstanding> again = new ArrayList<>(delayed);
    delayed.clear();
    for (Outstanding message : inFlight.values()) {
      if (kept(message)) {
        again.add(message);
      }
    }
    inFlight.clear();
    sequence = 0;
    again.sort(Comparator.comparingLong(Outstanding::ordinal).reversed());
    again.forEach(waiting::addFirst);
    return again.size();
  }

  /**
   * Forgets a message that was not confirmed, wherever it is.
   *
   * @return false if it had been taken out already, because its confirm came
   */
  boolean abandon(Outstanding message) {
    boolean found =
        waiting.remove(message)
            || delayed.remove(message)
            || inFlight.remove(message.sequence(), message);
    if (found) {
      release(List.of(message));
    }
    return found;
  }

  /** Makes room: the messages' callbacks have run. */
  void release(List<Outstanding> done) {
    messages -= done.size();
    for (Outstanding message : done) {
      bytes -= message.bytes();
    }
  }

  private List<Outstanding> take(long upTo, boolean multiple) {
    List<Outstanding> taken = new ArrayList<>();
    if (!multiple) {
      Outstanding single = inFlight.remove(upTo);
      if (single != null) {
        taken.add(single);
      }
      return taken;
    }
    Iterator<Outstanding> inOrder = inFlight.values().iterator();
    while (inOrder.hasNext()) {
      Outstanding next = inOrder.next();
      if (next.sequence() > upTo) {
        break;
      }
      inOrder.remove();
      taken.add(next);
    }
    return taken;
  }

  private void later(Outstanding message, long nowNanos) {
    if (kept(message)) {
      message.dueAt(nowNanos + republishPauseNanos);
      delayed.add(message);
    }
  }

  private boolean kept(Outstanding message) {
    return switch (message.receipt().failed()) {
      case KEEP -> true;
      case DROP -> {
        release(List.of(message));
        yield false;
      }
    };
  }

  private boolean isDue(long nowNanos) {
    return !delayed.isEmpty() && delayed.peek().dueNanos() - nowNanos <= 0;
  }
}
