package org.discogsography.dashboard.live;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.discogsography.dashboard.broker.BrokerState;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.history.Column;
import org.discogsography.dashboard.services.Facts;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.stores.StoreState;
import org.discogsography.dashboard.stores.StoreView;
import org.jspecify.annotations.Nullable;

/** Makes a sample of an overview: only of what is known now, the rest stays a gap. */
final class Sampler {
  private final Map<String, Integer> places = new HashMap<>();

  Sampler(List<Column> columns) {
    columns.forEach(column -> places.put(column.name(), places.size()));
  }

  float[] sample(OverviewView view) {
    float[] sample = new float[places.size()];
    Arrays.fill(sample, Float.NaN);
    if (view.broker().state() == BrokerState.UP) {
      view.broker().queues().stream()
          .filter(QueueFigures::exists)
          .forEach(queue -> queue(sample, queue));
    }
    view.services().forEach(service -> service(sample, service));
    view.stores().forEach(store -> store(sample, store));
    return sample;
  }

  private void queue(float[] sample, QueueFigures queue) {
    Double ready = counted(queue.ready());
    Double unacknowledged = counted(queue.unacknowledged());
    put(
        sample,
        Figure.DEPTH,
        queue.queue(),
        ready == null || unacknowledged == null ? null : ready + unacknowledged);
    put(sample, Figure.READY, queue.queue(), ready);
    put(sample, Figure.IN, queue.queue(), queue.inPerSecond());
    put(sample, Figure.ACK, queue.queue(), queue.acknowledgedPerSecond());
    put(sample, Figure.DEAD, queue.queue(), counted(queue.deadLetters()));
  }

  private static @Nullable Double counted(long messages) {
    return messages < 0 ? null : (double) messages;
  }

  private void service(float[] sample, ServiceView service) {
    switch (service.state()) {
      case UP, DEGRADED, DOWN -> {}
      case STALE, UNREACHABLE, UNKNOWN -> {
        return;
      }
    }
    Facts facts = service.facts();
    String slash = service.name() + "/";
    facts
        .breakers()
        .forEach((name, breaker) -> put(sample, Figure.BREAKER, slash + name, level(breaker)));
    facts.pools().forEach((name, pool) -> put(sample, Figure.POOL, slash + name, used(pool)));
    put(sample, Figure.P50, service.name(), highest(facts, Facts.Loop::median));
    put(sample, Figure.P95, service.name(), highest(facts, Facts.Loop::slowest));
  }

  private void store(float[] sample, StoreView store) {
    if (store.state() == StoreState.UP) {
      put(sample, Figure.PING, store.name(), store.pingMillis());
    }
  }

  private static @Nullable Double level(Facts.Breaker breaker) {
    return switch (breaker.state()) {
      case "closed" -> 0.0;
      case "half_open" -> 1.0;
      case "open" -> 2.0;
      default -> null;
    };
  }

  private static @Nullable Double used(Facts.Pool pool) {
    return pool.maximum() == 0 ? null : 100.0 * pool.active() / pool.maximum();
  }

  /** Of the loops that run: the times of batches outlive the last batch by minutes. */
  private static @Nullable Double highest(
      Facts facts, Function<Facts.Loop, @Nullable Double> which) {
    return facts.loops().values().stream()
        .filter(Facts.Loop::running)
        .map(which)
        .filter(Objects::nonNull)
        .max(Double::compare)
        .orElse(null);
  }

  private void put(float[] sample, Figure figure, String what, @Nullable Double value) {
    Integer place = places.get(figure.of(what));
    if (place != null && value != null) {
      sample[place] = value.floatValue();
    }
  }
}
