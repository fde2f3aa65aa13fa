package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.messages.SinkName;
import org.jspecify.annotations.Nullable;

/**
 * How many messages waited, over time: as many points as a chart can show, however long it takes.
 */
final class Curve {
  private static final int MOST = 120;

  private final List<Reading> kept = new ArrayList<>();
  private final Instant begin;
  private int stride = 1;
  private int seen;

  Curve(Instant begin) {
    this.begin = begin;
  }

  /**
   * A chart's figures.
   *
   * @param seconds since it began
   * @param waiting messages, by pipeline; null where nobody knew
   */
  record Points(List<Long> seconds, Map<String, List<@Nullable Long>> waiting) {
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
    Map<String, List<@Nullable Long>> waiting = new LinkedHashMap<>();
    for (SinkName sink : SinkName.values()) {
      if (kept.stream().anyMatch(reading -> reading.pipelines().containsKey(sink))) {
        waiting.put(sink.text(), waiting(sink));
      }
    }
    return new Points(kept.stream().map(one -> seconds(one.at())).toList(), waiting);
  }

  private List<@Nullable Long> waiting(SinkName sink) {
    List<@Nullable Long> waiting = new ArrayList<>();
    for (Reading reading : kept) {
      waiting.add(reading.knows(sink) ? Long.valueOf(reading.of(sink).waiting()) : null);
    }
    return waiting;
  }

  private long seconds(Instant at) {
    return Duration.between(begin, at).toSeconds();
  }
}
