package org.discogsography.dashboard.live;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.broker.QueueFigures;
import org.discogsography.dashboard.history.History;
import org.discogsography.dashboard.history.QueueTrend;
import org.discogsography.dashboard.history.Trends;
import org.discogsography.dashboard.services.Component;
import org.discogsography.dashboard.services.Facts;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.dashboard.stores.StoreWatch;
import org.discogsography.resilience.health.HealthSnapshot;
import org.discogsography.resilience.health.ServiceHealth;

/** Puts together what the watches know. Thread-safe. */
public final class Overview {
  private final List<ServiceWatch> services;
  private final BrokerWatch broker;
  private final List<StoreWatch> stores;
  private final Trends trends;
  private final ServiceHealth own;
  private final InstantSource clock;

  public Overview(
      List<ServiceWatch> services,
      BrokerWatch broker,
      List<StoreWatch> stores,
      History history,
      ServiceHealth own,
      InstantSource clock) {
    this.services = List.copyOf(services);
    this.broker = broker;
    this.stores = List.copyOf(stores);
    this.trends = new Trends(history);
    this.own = own;
    this.clock = clock;
  }

  /** What is known now. */
  public OverviewView view() {
    Instant now = clock.instant();
    List<ServiceView> views = new ArrayList<>();
    services.forEach(service -> views.add(service.view()));
    views.add(dashboard());
    BrokerView queues = broker.view();
    return new OverviewView(
        now.truncatedTo(ChronoUnit.MILLIS).toString(),
        views,
        queues,
        stores.stream().map(StoreWatch::view).toList(),
        trends(queues, views, now));
  }

  private Map<String, QueueTrend> trends(BrokerView view, List<ServiceView> workers, Instant now) {
    Map<String, QueueTrend> found = new LinkedHashMap<>();
    for (QueueFigures queue : view.queues()) {
      String name = queue.queue();
      QueueTrend trend = trends.of(Figure.DEPTH.of(name), Figure.IN.of(name), now);
      found.put(name, emptied(queue, workers) ? trend : trend.withoutEnd());
    }
    return found;
  }

  /** Whether somebody takes messages out of it: one who is held up will not go on at that pace. */
  static boolean emptied(QueueFigures queue, List<ServiceView> workers) {
    return queue.consumers() > 0
        && workers.stream()
            .filter(worker -> worker.name().equals(queue.sink()))
            .map(worker -> worker.facts().loops().get(queue.queue()))
            .allMatch(loop -> loop == null || loop.running());
  }

  private ServiceView dashboard() {
    HealthSnapshot snapshot = own.snapshot();
    String status = snapshot.status().name();
    List<Component> components = new ArrayList<>();
    snapshot
        .components()
        .forEach((name, component) ->
            components.add(new Component(name, component.status().name(), Map.of())));
    return new ServiceView(
        "dashboard", "", ServiceState.valueOf(status), status, 0.0, null, components, Facts.NONE);
  }
}
