package org.discogsography.endtoend;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.discogsography.localstack.proxy.FailPoint;
import org.discogsography.localstack.proxy.FailPoint.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Connections end or hang right before and right after each step of a message: published,
 * confirmed, written, committed, acknowledged, in an order that the seed gives.
 */
@ExtendWith(FaultReport.class)
class FailPointFaultIT {
  private static final Duration TO_FIRE = Duration.ofSeconds(60);
  private static final int MOST_PASSES = 5;

  /** What is armed on one line, by its name. */
  private record Armed(String name, FailPoint point) {}

  @Test
  void connectionsThatEndAroundPublishCommitAndAcknowledgeCostNothing() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    Map<Link, Deque<Armed>> points = points(Seed.of("fail points"));
    FaultRow row = faults.row("fail points around publish, commit, ack");
    while (!points.isEmpty()) {
      List<Armed> round = new ArrayList<>();
      points.forEach((link, left) -> round.add(arm(faults, link, left.remove())));
      points.values().removeIf(Deque::isEmpty);
      Deadline.await(
          TO_FIRE,
          () -> "every fail point fires: " + round.stream().filter(each -> !each.point.fired()),
          () -> {
            row.nextDumpIfExtracted();
            return round.stream().allMatch(each -> each.point.fired());
          });
    }
    row.nextDumpIfExtracted();
    row.healed(Store.values());
    row.finish();
  }

  private static Armed arm(FaultPlatform faults, Link link, Armed armed) {
    System.out.println("fail point " + armed.name());
    faults.proxy(link).failAt(armed.point());
    return armed;
  }

  /** Each moment with each outcome, in an order of their own for each line. */
  private static Map<Link, Deque<Armed>> points(Random random) {
    Map<Link, List<Armed>> points = new EnumMap<>(Link.class);
    for (Moment moment : Moment.values()) {
      for (Outcome outcome : Outcome.values()) {
        int passes = random.nextInt(MOST_PASSES);
        points
            .computeIfAbsent(moment.link, any -> new ArrayList<>())
            .add(
                new Armed(
                    moment + " " + outcome + " after " + passes,
                    moment.failPoint(passes, outcome)));
      }
    }
    Map<Link, Deque<Armed>> shuffled = new EnumMap<>(Link.class);
    points.forEach((link, all) -> {
      Collections.shuffle(all, random);
      shuffled.put(link, new ArrayDeque<>(all));
    });
    return shuffled;
  }
}
