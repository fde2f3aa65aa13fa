package org.discogsography.dashboard.rehearsal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The phases that an outage went through, without gaps. */
final class Course {
  /**
   * One of them.
   *
   * @param to null while it lasts
   */
  record Part(Phase phase, Instant from, @Nullable Instant to) {}

  private final List<Part> parts = new ArrayList<>();

  Course(Instant from) {
    parts.add(new Part(Phase.BASELINE, from, null));
  }

  Phase now() {
    return parts.getLast().phase();
  }

  Instant since() {
    return parts.getLast().from();
  }

  /** The next phase begins; never before the one that it ends. */
  void enter(Phase phase, Instant at) {
    Part last = parts.removeLast();
    Instant when = at.isBefore(last.from()) ? last.from() : at;
    parts.add(new Part(last.phase(), last.from(), when));
    parts.add(new Part(phase, when, null));
  }

  void end(Instant at) {
    Part last = parts.removeLast();
    parts.add(new Part(last.phase(), last.from(), at));
  }

  List<Part> parts() {
    return List.copyOf(parts);
  }
}
