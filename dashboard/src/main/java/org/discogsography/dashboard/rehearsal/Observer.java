package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.messages.SinkName;

/** Looks at what the services and the broker said last to the page. One thread. */
final class Observer {
  private final List<ServiceWatch> watches;
  private final BrokerWatch broker;
  private final InstantSource clock;

  Observer(List<ServiceWatch> watches, BrokerWatch broker, InstantSource clock) {
    this.watches = List.copyOf(watches);
    this.broker = broker;
    this.clock = clock;
  }

  Look look() {
    Map<String, ServiceLook> services = new HashMap<>();
    for (ServiceWatch watch : watches) {
      watch
          .heard()
          .flatMap(heard -> HealthJson.read(heard.health(), heard.at()))
          .ifPresent(seen -> services.put(watch.target().name(), seen));
    }
    Instant now = clock.instant();
    return new Look(now, services, management(broker.view(), now));
  }

  private static Look.Management management(BrokerView view, Instant now) {
    return switch (view.state()) {
      case UP -> told(view, now);
      case STALE, UNREACHABLE -> new Look.Management.Silent();
      case REFUSED, UNKNOWN -> new Look.Management.NotAsked();
    };
  }

  /** What the broker does not know yet is less than nothing in its answer; it is not nothing. */
  private static boolean unknown(QueueFigures queue) {
    return queue.exists()
        && (queue.ready() < 0 || queue.unacknowledged() < 0 || queue.deadLetters() < 0);
  }

  static Look.Management told(BrokerView view, Instant now) {
    Map<String, Look.Depth> sums = new HashMap<>();
    for (QueueFigures queue : view.queues()) {
      if (queue.exists()) {
        long waiting = queue.ready() + queue.unacknowledged();
        sums.merge(queue.sink(), new Look.Depth(waiting, queue.deadLetters()), Look.Depth::plus);
      }
    }
    view.queues().stream().filter(Observer::unknown).map(QueueFigures::sink).forEach(sums::remove);
    Map<SinkName, Look.Depth> depths = new EnumMap<>(SinkName.class);
    for (SinkName sink : SinkName.values()) {
      Look.Depth depth = sums.get(sink.text());
      if (depth != null) {
        depths.put(sink, depth);
      }
    }
    Double age = view.ageSeconds();
    Duration old = Duration.ofMillis(age == null ? 0 : Math.round(age * 1000));
    return new Look.Management.Told(now.minus(old), depths);
  }
}
