package org.discogsography.dashboard.live;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.dashboard.broker.QueuePast;
import org.discogsography.dashboard.broker.QueuePast.Moment;
import org.discogsography.dashboard.history.Backfill;
import org.discogsography.dashboard.history.Backfill.Point;
import org.discogsography.dashboard.history.History;
import org.discogsography.messages.PlatformTopology;

/** Fills the history of the time before this process from what the broker remembers. */
public final class BrokerRecall {
  private static final String DEAD_LETTERS = PlatformTopology.deadLetterQueue("");

  private final Backfill backfill;

  public BrokerRecall(History history) {
    this.backfill = new Backfill(history);
  }

  /** Of all queues; those that are not kept are left out. */
  public void take(List<QueuePast> past) {
    past.forEach(this::take);
  }

  private void take(QueuePast past) {
    String name = past.queue();
    if (name.endsWith(DEAD_LETTERS)) {
      String work = name.substring(0, name.length() - DEAD_LETTERS.length());
      backfill.levels(Figure.DEAD.of(work), points(past.ready()));
      return;
    }
    backfill.levels(Figure.READY.of(name), points(past.ready()));
    backfill.levels(Figure.DEPTH.of(name), sums(past.ready(), past.unacknowledged()));
    backfill.counts(Figure.IN.of(name), points(past.published()));
    backfill.counts(Figure.ACK.of(name), points(past.acknowledged()));
  }

  private static List<Point> points(List<Moment> moments) {
    return moments.stream().map(each -> new Point(each.at(), each.value())).toList();
  }

  /** The broker takes both at the same moments, where it remembers both. */
  private static List<Point> sums(List<Moment> one, List<Moment> other) {
    List<Point> sums = new ArrayList<>();
    boolean both = one.size() == other.size();
    for (int i = 0; i < one.size(); i++) {
      double more = both ? other.get(i).value() : 0;
      sums.add(new Point(one.get(i).at(), one.get(i).value() + more));
    }
    return sums;
  }
}
