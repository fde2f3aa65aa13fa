package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.messages.SinkName;

/**
 * How many messages waited, over time: as many points as a chart can show, however long it takes.
 */
final class Curve {
  private static final int MOST = 120;

  private final List<Reading> kept = new ArrayList<>();
  private int stride = 1;
  private int seen;

  /**
   * A chart's figures.
   *
   * @param seconds since the first point
   * @param waiting messages, by pipeline
   */
  record Points(List<Long> seconds, Map<String, List<Long>> waiting) {
    Points {
      seconds = List.copyOf(seconds);
      waiting = new LinkedHashMap<>(waiting);
    }
  }

  void add(Reading reading) {
    if (seen++ % stride != 0) {
      return;
    }
    kept.add(reading);
    if (kept.size() > MOST) {
      stride *= 2;
      List<Reading> half = new ArrayList<>();
      for (int i = 0; i < kept.size(); i += 2) {
        half.add(kept.get(i));
      }
      kept.clear();
      kept.addAll(half);
    }
  }

  Points points() {
    Map<String, List<Long>> waiting = new LinkedHashMap<>();
    for (SinkName sink : SinkName.values()) {
      if (kept.stream().anyMatch(reading -> reading.pipelines().containsKey(sink))) {
        waiting.put(sink.text(), kept.stream().map(one -> one.of(sink).waiting()).toList());
      }
    }
    return new Points(kept.stream().map(one -> seconds(one.at())).toList(), waiting);
  }

  private long seconds(Instant at) {
    return Duration.between(kept.getFirst().at(), at).toSeconds();
  }
}
