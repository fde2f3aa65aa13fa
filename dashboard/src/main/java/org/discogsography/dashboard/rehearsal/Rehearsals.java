package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rehearsals, one at a time, and notices outages that nobody announced; keeps the last 20
 * reports. Thread-safe.
 */
final class Rehearsals {
  static final int MOST_REPORTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsals.class);
  private static final Duration REMEMBERED = Duration.ofSeconds(60);

  /** One answer may be that of a service that is just ending. */
  private static final int ANSWERS_TO_NOTICE = 2;

  private static final DateTimeFormatter ID =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private final ReportFiles files;
  private final Deque<Reading> recent = new ArrayDeque<>();
  private final Deque<Report> reports = new ArrayDeque<>();

  /** Answers in a row by which a server is gone; absent until it was there. */
  private final Map<Server, Missed> missed = new EnumMap<>(Server.class);

  private @Nullable Rehearsal current;

  /** What was missing in the latest look. */
  private List<String> unseen = List.of();

  Rehearsals(InstantSource clock, ReportFiles files) {
    this.clock = clock;
    this.files = files;
    files.read().forEach(reports::addFirst);
  }

  /**
   * How often a server was said to be gone; an answer that is looked at again counts once.
   *
   * @param last when the last of these answers came
   */
  private record Missed(int answers, Instant last) {
    private static final Missed NOT = new Missed(0, Instant.EPOCH);

    private Missed and(Instant heard) {
      return heard.isAfter(last) ? new Missed(answers + 1, heard) : this;
    }
  }

  /** A rehearsal that cannot begin now, or a mark that makes no sense; the message says why. */
  static final class RefusedException extends RuntimeException {
    RefusedException(String message) {
      super(message);
    }
  }

  /** What is seen now; to be called about once a second. */
  synchronized void see(Reading reading) {
    unseen = reading.unseen();
    if (!reading.complete() && current == null) {
      return;
    }
    recent.addLast(reading);
    while (recent.getFirst().at().isBefore(reading.at().minus(REMEMBERED))) {
      recent.removeFirst();
    }
    Rehearsal running = current;
    if (running == null) {
      notice(reading);
    } else {
      running.see(reading);
      finishIfEnded(running);
    }
  }

  /**
   * Announces that a server will be stopped.
   *
   * @throws RefusedException if something else is being watched, or nothing was seen yet
   */
  synchronized Report start(Server server, String how, long downSeconds, Criteria criteria) {
    Rehearsal running = current;
    if (running != null) {
      throw new RefusedException(
          "%s is being watched already (%s): wait for its end, or abort it."
              .formatted(running.plan.server().title(), running.plan.id()));
    }
    if (!unseen.isEmpty()) {
      throw new RefusedException(
          "The dashboard has not seen everything yet: %s. Try again."
              .formatted(String.join(", ", unseen)));
    }
    Reading latest = recent.peekLast();
    if (latest == null) {
      throw new RefusedException("The dashboard has only just begun to look: try again.");
    }
    if (!(latest.sight(server) instanceof Sight.Here)) {
      throw new RefusedException(
          "%s is not there: no service says that it has it.".formatted(server.title()));
    }
    return begin(server, how, Plan.Origin.REHEARSED, downSeconds, criteria, clock.instant());
  }

  /** The driver's mark: from now on the server is taken away. */
  synchronized Report stopped(String id) {
    Rehearsal running = running(id);
    running.stopped(clock.instant());
    return Reporter.of(running);
  }

  /** The driver's mark: the server answers again. */
  synchronized Report started(String id) {
    Rehearsal running = running(id);
    if (running.moments.stopped == null) {
      throw new RefusedException("It was not said yet that " + id + " takes its server away.");
    }
    running.started(clock.instant());
    return Reporter.of(running);
  }

  /** Ends it without a good verdict. */
  synchronized Report abort(String id) {
    Rehearsal running = running(id);
    running.abort(clock.instant(), "It was aborted.");
    finishIfEnded(running);
    return Reporter.of(running);
  }

  /** The newest first, the one that runs included. */
  synchronized List<Report> all() {
    List<Report> all = new ArrayList<>();
    if (current != null) {
      all.add(Reporter.of(current));
    }
    all.addAll(reports);
    return all;
  }

  synchronized Optional<Report> find(String id) {
    return all().stream().filter(report -> report.id().equals(id)).findFirst();
  }

  private void notice(Reading reading) {
    for (Server server : Server.values()) {
      switch (reading.sight(server)) {
        case Sight.Here here -> missed.put(server, Missed.NOT);
        case Sight.Gone gone ->
            missed.computeIfPresent(server, (same, before) -> before.and(reading.heard(server)));
        case Sight.Unknown unknown -> {}
      }
      int answers = missed.getOrDefault(server, Missed.NOT).answers();
      if (answers >= ANSWERS_TO_NOTICE && current == null) {
        Instant now = reading.at();
        begin(server, "unknown", Plan.Origin.NOTICED, 0, Criteria.defaults("unknown"), now);
      }
    }
  }

  private Report begin(
      Server server,
      String how,
      Plan.Origin origin,
      long downSeconds,
      Criteria criteria,
      Instant now) {
    String id = ID.format(now) + "-" + server.text();
    LOG.info("{} is watched ({}, {})", server.title(), origin, id);
    Plan plan = new Plan(id, server, how, origin, downSeconds, criteria, now);
    Rehearsal begun = new Rehearsal(plan, List.copyOf(recent));
    current = begun;
    missed.remove(server);
    if (origin == Plan.Origin.NOTICED) {
      begun.see(recent.getLast());
    }
    return Reporter.of(begun);
  }

  private void finishIfEnded(Rehearsal running) {
    if (!running.ended()) {
      return;
    }
    current = null;
    Report report = Reporter.of(running);
    LOG.info("{} has ended: {}", report.id(), report.verdict());
    reports.addFirst(report);
    while (reports.size() > MOST_REPORTS) {
      reports.removeLast();
    }
    files.write(report);
  }

  private Rehearsal running(String id) {
    Rehearsal running = current;
    if (running == null || !running.plan.id().equals(id)) {
      throw new RefusedException("There is no rehearsal " + id + " that runs.");
    }
    return running;
  }
}
