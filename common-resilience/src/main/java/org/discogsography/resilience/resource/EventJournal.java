package org.discogsography.resilience.resource;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last changes of state, oldest first, bounded. Thread-safe. */
public final class EventJournal {
  private static final int CAPACITY = 500;

  private final Clock clock;
  private final Deque<Event> events = new ArrayDeque<>();

  public EventJournal() {
    this(Clock.systemUTC());
  }

  EventJournal(Clock clock) {
    this.clock = clock;
  }

  /**
   * One change.
   *
   * @param resource what changed
   * @param kind a constant word, such as {@code breaker_opened}
   * @param message one sentence for people
   */
  public record Event(Instant at, String resource, String kind, String message) {}

  public synchronized void record(String resource, String kind, String message) {
    if (events.size() == CAPACITY) {
      events.removeFirst();
    }
    events.addLast(new Event(clock.instant(), resource, kind, message));
  }

  /** The last ones, at most so many. */
  public synchronized List<Event> recent(int most) {
    return events.stream().skip(Math.max(0, events.size() - most)).toList();
  }
}
