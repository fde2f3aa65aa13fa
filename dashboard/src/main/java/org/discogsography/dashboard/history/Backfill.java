package org.discogsography.dashboard.history;

import java.time.Instant;
import java.util.List;

/** Puts what somebody else remembers into the history. */
public final class Backfill {
  private final History history;

  public Backfill(History history) {
    this.history = history;
  }

  /** What was at one moment. */
  public record Point(Instant at, double value) {}

  /** A figure that goes up and down, oldest point first. */
  public void levels(String column, List<Point> points) {
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      history.fill(column, from.at(), from.value(), to.at(), to.value());
    }
  }

  /** A count that only grows, oldest point first; its column is a rate. A reset is a gap. */
  public void counts(String column, List<Point> points) {
    for (int i = 1; i < points.size(); i++) {
      Point from = points.get(i - 1);
      Point to = points.get(i);
      double seconds = (to.at().toEpochMilli() - from.at().toEpochMilli()) / 1000.0;
      double rate = (to.value() - from.value()) / seconds;
      if (seconds > 0 && rate >= 0) {
        history.fill(column, from.at(), rate, to.at(), rate);
      }
    }
  }
}
