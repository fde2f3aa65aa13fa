package org.discogsography.messages.deadletter;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.resilience.rabbit.DeadLetterBrowser;
import org.discogsography.resilience.rabbit.DeadLetterBrowser.Look;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.OutboundMessage;

/**
 * What can be done with dead letters. Setting aside is at least once, so a letter can be there
 * several times; each (queue, id, dump, run, hash) is shown once, and copies that are near to each
 * other are replayed as one. One thread.
 */
public final class DeadLetterOffice {
  /** Confirmed together, then removed. */
  private static final int BATCH = 100;

  private final DeadLetterBrowser browser;

  public DeadLetterOffice(DeadLetterBrowser browser) {
    this.browser = browser;
  }

  /** Where replayed messages go. */
  @FunctionalInterface
  public interface Outbox {
    /** Returns once the broker has them all, in their queues. */
    void send(List<OutboundMessage> messages) throws InterruptedException;
  }

  /**
   * What was done.
   *
   * @param letters distinct ones
   * @param messages with the copies
   * @param more whether a queue had letters that were not looked at, because the selection ends
   *     before; they may be among those that are meant
   */
  public record Outcome(long letters, long messages, boolean more) {}

  /** Shows each distinct letter; all of them stay where they are. */
  public Outcome browse(Selection selection, Consumer<Letter> reader) {
    Set<Letter.Key> seen = new HashSet<>();
    long messages = 0;
    boolean more = false;
    for (String queue : selection.queues()) {
      try (Look look = browser.look(PlatformTopology.deadLetterQueue(queue))) {
        Letters letters = new Letters(look, selection);
        for (Letter letter = letters.next(); letter != null; letter = letters.next()) {
          messages++;
          if (seen.add(letter.key())) {
            reader.accept(letter);
          }
        }
        more |= letters.more();
      }
    }
    return new Outcome(seen.size(), messages, more);
  }

  /**
   * Puts each distinct letter back into the one queue it came from. A letter is removed only once
   * the broker has confirmed it there: whoever dies in between leaves it twice, never not at all,
   * and the version gate of the sinks makes that harmless. Only what goes out together counts as
   * copies: one that comes later may be back because the first was set aside once more.
   */
  public Outcome replay(Selection selection, Outbox outbox) throws InterruptedException {
    Set<Letter.Key> seen = new HashSet<>();
    long messages = 0;
    boolean more = false;
    for (String queue : selection.queues()) {
      try (Look look = browser.look(PlatformTopology.deadLetterQueue(queue))) {
        List<Letter> batch = new ArrayList<>();
        Letters letters = new Letters(look, selection);
        for (Letter letter = letters.next(); letter != null; letter = letters.next()) {
          messages++;
          seen.add(letter.key());
          batch.add(letter);
          if (batch.size() == BATCH) {
            replay(batch, outbox, look::remove);
            batch.clear();
          }
        }
        replay(batch, outbox, look::remove);
        more |= letters.more();
      }
    }
    return new Outcome(seen.size(), messages, more);
  }

  /**
   * Removes letters and all their copies for good, once they were shown and agreed to, queue by
   * queue and within one look: what a look gave back is not at once there for the next one.
   *
   * @param agreed asked with the number of messages of one queue
   */
  public Outcome discard(Selection selection, Consumer<Letter> reader, LongPredicate agreed) {
    Set<Letter.Key> discarded = new HashSet<>();
    long messages = 0;
    boolean more = false;
    for (String queue : selection.queues()) {
      try (Look look = browser.look(PlatformTopology.deadLetterQueue(queue))) {
        Set<Letter.Key> seen = new HashSet<>();
        List<Delivery> found = new ArrayList<>();
        Letters letters = new Letters(look, selection);
        for (Letter letter = letters.next(); letter != null; letter = letters.next()) {
          if (seen.add(letter.key())) {
            reader.accept(letter);
          }
          found.add(withoutBody(letter.delivery()));
        }
        if (!found.isEmpty() && agreed.test(found.size())) {
          found.forEach(look::remove);
          discarded.addAll(seen);
          messages += found.size();
        }
        more |= letters.more();
      }
    }
    return new Outcome(discarded.size(), messages, more);
  }

  private static Delivery withoutBody(Delivery full) {
    return new Delivery(
        full.tag(),
        full.redelivered(),
        full.exchange(),
        full.queue(),
        full.properties(),
        new byte[0]);
  }

  /** Removes what the outbox has taken, copies included. */
  static void replay(List<Letter> batch, Outbox outbox, Consumer<Delivery> remove)
      throws InterruptedException {
    Map<Letter.Key, OutboundMessage> fresh = new LinkedHashMap<>();
    for (Letter letter : batch) {
      fresh.putIfAbsent(letter.key(), letter.again());
    }
    if (!fresh.isEmpty()) {
      outbox.send(List.copyOf(fresh.values()));
    }
    for (Letter letter : batch) {
      remove.accept(letter.delivery());
    }
  }
}
