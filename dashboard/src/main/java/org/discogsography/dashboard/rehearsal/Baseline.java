package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.discogsography.messages.SinkName;

/**
 * How it was before the outage.
 *
 * @param rates messages that each pipeline was done with in a second, in the last 10 s
 * @param waiting the most that waited in a pipeline's queues
 */
record Baseline(Map<SinkName, Double> rates, Map<SinkName, Long> waiting) {
  /** What was long before says little of the work that is going on. */
  private static final Duration PERIOD = Duration.ofSeconds(10);

  Baseline {
    rates = Map.copyOf(rates);
    waiting = Map.copyOf(waiting);
  }

  /** Of some readings in their order. */
  static Baseline of(List<Reading> readings) {
    Map<SinkName, Double> rates = new EnumMap<>(SinkName.class);
    Map<SinkName, Long> waiting = new EnumMap<>(SinkName.class);
    for (SinkName sink : SinkName.values()) {
      if (readings.stream().anyMatch(reading -> reading.pipelines().containsKey(sink))) {
        rates.put(sink, rate(sink, shortlyBefore(readings), readings.getLast()));
        waiting.put(
            sink,
            readings.stream().mapToLong(reading -> reading.of(sink).waiting()).max().orElse(0));
      }
    }
    return new Baseline(rates, waiting);
  }

  private static Reading shortlyBefore(List<Reading> readings) {
    Instant from = readings.getLast().at().minus(PERIOD);
    return readings.stream()
        .filter(reading -> !reading.at().isBefore(from))
        .findFirst()
        .orElseGet(readings::getFirst);
  }

  double rate(SinkName sink) {
    return rates.getOrDefault(sink, 0.0);
  }

  long waiting(SinkName sink) {
    return waiting.getOrDefault(sink, 0L);
  }

  /** Messages a second; 0 where too little time passed to tell. */
  static double rate(SinkName sink, Reading from, Reading to) {
    double seconds = seconds(from.at(), to.at());
    long done = to.of(sink).work().settled() - from.of(sink).work().settled();
    return seconds < 1 ? 0 : Math.max(0, done) / seconds;
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }
}
