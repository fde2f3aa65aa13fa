package org.discogsography.dashboard.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The last 1000 events. Thread-safe. */
public final class Journal {
  private static final int MOST = 1_000;

  private final Deque<Event> events = new ArrayDeque<>();
  private long last;

  /** Writes down what happened. */
  public synchronized void add(
      Instant at, Event.Kind kind, Event.Tone tone, String subject, String text) {
    last++;
    String when = at.truncatedTo(ChronoUnit.MILLIS).toString();
    events.addFirst(new Event(last, when, kind, tone, subject, text));
    if (events.size() > MOST) {
      events.removeLast();
    }
  }

  /** The number of the newest event; 0 before the first. */
  public synchronized long last() {
    return last;
  }

  /** The newest first, so many at most. */
  public synchronized List<Event> newest(int most) {
    return events.stream().limit(most).toList();
  }

  /** Those after the given number, newest first. */
  public synchronized List<Event> after(long id) {
    List<Event> found = new ArrayList<>();
    for (Event event : events) {
      if (event.id() <= id) {
        break;
      }
      found.add(event);
    }
    return found;
  }
}
