package org.discogsography.dashboard.events;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is away now, and the last 200 outages. Written down in the journal. Thread-safe. */
public final class Outages {
  private static final int MOST = 200;

  private final Journal journal;
  private final Map<String, Current> current = new LinkedHashMap<>();
  private final Deque<Outage> ended = new ArrayDeque<>();

  private record Current(Instant from, @Nullable String reason) {}

  public Outages(Journal journal) {
    this.journal = journal;
  }

  /** Something is away; only the first time after it was there begins an outage. */
  public synchronized void away(String target, Instant now, @Nullable String reason) {
    if (current.putIfAbsent(target, new Current(now, reason)) == null) {
      journal.add(
          now,
          Event.Kind.OUTAGE,
          Event.Tone.BAD,
          target,
          "outage began" + (reason == null ? "" : ": " + reason));
    }
  }

  /** Something is there. */
  public synchronized void back(String target, Instant now) {
    Current outage = current.remove(target);
    if (outage == null) {
      return;
    }
    ended.addFirst(new Outage(target, text(outage.from()), text(now), outage.reason()));
    if (ended.size() > MOST) {
      ended.removeLast();
    }
    long seconds = Math.max(1, Duration.between(outage.from(), now).toSeconds());
    journal.add(
        now, Event.Kind.OUTAGE, Event.Tone.GOOD, target, "outage ended after " + seconds + " s");
  }

  /** Those that last first, then the newest. */
  public synchronized List<Outage> all() {
    List<Outage> all = new ArrayList<>();
    current.forEach((target, outage) ->
        all.add(new Outage(target, text(outage.from()), null, outage.reason())));
    all.addAll(ended);
    return all;
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }
}
