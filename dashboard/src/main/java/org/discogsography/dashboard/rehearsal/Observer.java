package org.discogsography.dashboard.rehearsal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.dashboard.services.Target;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.messages.SinkName;

/**
 * Looks at everything once: at what the services and the broker said last to the page, and now and
 * then at when each process began. One thread.
 */
final class Observer {
  /** The metrics are large, and a process that began anew was away for a look. */
  private static final int BETWEEN_STARTS = 10;

  private static final Pattern STARTED =
      Pattern.compile("(?m)^process_start_time_seconds(?:\\{[^}]*})? ([0-9.Ee+]+)$");

  private final BoundedHttp http;
  private final List<ServiceWatch> watches;
  private final BrokerWatch broker;
  private final InstantSource clock;
  private final Map<String, Double> starts = new ConcurrentHashMap<>();
  private int looks;

  Observer(BoundedHttp http, List<ServiceWatch> watches, BrokerWatch broker, InstantSource clock) {
    this.http = http;
    this.watches = List.copyOf(watches);
    this.broker = broker;
    this.clock = clock;
  }

  Look look() throws InterruptedException {
    if (looks++ % BETWEEN_STARTS == 0) {
      starts.clear();
    }
    Map<String, ServiceLook> services = new ConcurrentHashMap<>();
    List<Thread> asking = new ArrayList<>();
    for (ServiceWatch watch : watches) {
      String name = watch.target().name();
      asking.add(
          Thread.ofVirtual()
              .name("look-" + name)
              .start(() -> look(watch).ifPresent(seen -> services.put(name, seen))));
    }
    for (Thread each : asking) {
      // Bounded by the limit of each exchange.
      each.join();
    }
    Instant now = clock.instant();
    return new Look(now, services, management(broker.view(), now));
  }

  private Optional<ServiceLook> look(ServiceWatch watch) {
    Target target = watch.target();
    Optional<ServiceLook> seen =
        watch.heard().flatMap(heard -> HealthJson.read(heard.health(), heard.at()));
    if (seen.isEmpty()) {
      starts.remove(target.name());
    }
    return seen.map(
        look -> look.withStart(starts.computeIfAbsent(target.name(), name -> started(target))));
  }

  private double started(Target target) {
    return metrics(target)
        .map(body -> STARTED.matcher(new String(body, StandardCharsets.UTF_8)))
        .filter(Matcher::find)
        .map(found -> Double.parseDouble(found.group(1)))
        .orElse(0.0);
  }

  private Optional<byte[]> metrics(Target target) {
    String base = target.address().toString().replaceFirst("/+$", "");
    try {
      BoundedHttp.Answer answer = http.get(HttpRequest.newBuilder(URI.create(base + "/metrics")));
      return answer.status() == 200 ? Optional.of(answer.body()) : Optional.empty();
    } catch (IOException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
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
