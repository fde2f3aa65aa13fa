package org.discogsography.dashboard;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.dashboard.broker.BrokerMemory;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.events.Journal;
import org.discogsography.dashboard.history.History;
import org.discogsography.dashboard.live.BrokerRecall;
import org.discogsography.dashboard.live.Figure;
import org.discogsography.dashboard.live.Overview;
import org.discogsography.dashboard.live.Ticker;
import org.discogsography.dashboard.rehearsal.RehearsalSettings;
import org.discogsography.dashboard.rehearsal.Rehearsing;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.dashboard.stores.StoreSource;
import org.discogsography.dashboard.stores.StoreWatch;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.dashboard.watch.PollLoop;
import org.discogsography.dashboard.web.ApiRoutes;
import org.discogsography.dashboard.web.PageRoutes;
import org.discogsography.dashboard.web.StreamRoutes;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.ServiceRoutes;

/** The watches, the loops that feed them, and the page that shows them. */
final class Dashboard implements AutoCloseable {
  private static final Duration TICK = Duration.ofSeconds(1);

  private final OperationsServer server;
  private final List<PollLoop> loops = new ArrayList<>();
  private final List<BoundedHttp> clients;
  private final Ticker ticker;

  private Dashboard(List<BoundedHttp> clients, Ticker ticker, OperationsServer server) {
    this.clients = clients;
    this.ticker = ticker;
    this.server = server;
  }

  /**
   * Returns when the page can be asked for; whether anybody answers it is shown there.
   *
   * @param rehearsals who may rehearse outages
   * @param stores those that can be read
   * @param api served beside the page
   */
  static Dashboard start(
      ServiceHealth health,
      PrometheusMeterRegistry meters,
      DashboardSettings settings,
      RehearsalSettings rehearsals,
      List<StoreSource> stores,
      ServiceRoutes api) {
    InstantSource clock = InstantSource.system();
    BoundedHttp http = new BoundedHttp(settings.pollTimeout());
    BoundedHttp management =
        new BoundedHttp(settings.pollTimeout(), settings.management().trusted());
    List<ServiceWatch> services =
        settings.targets().stream().map(target -> ServiceWatch.over(http, target, clock)).toList();
    BrokerWatch broker = BrokerWatch.over(management, settings.management(), clock);
    List<StoreWatch> held = stores.stream().map(source -> new StoreWatch(source, clock)).toList();
    History history = new History(Figure.columns());
    Overview overview = new Overview(services, broker, held, history, health, clock);
    Ticker ticker = new Ticker(overview, history, new Journal(), clock);
    Rehearsing rehearsing = Rehearsing.over(services, broker, rehearsals, clock);
    List<ServiceRoutes> parts =
        List.of(
            new PageRoutes(),
            new ApiRoutes(ticker, clock),
            new StreamRoutes(ticker.stream()),
            rehearsing.routes(),
            api);
    OperationsServer server =
        OperationsServer.start(
            settings.http(), health, meters, config -> parts.forEach(part -> part.addTo(config)));
    Dashboard dashboard = new Dashboard(List.of(http, management), ticker, server);
    services.forEach(watch -> dashboard.poll(watch.target().name(), settings, watch::poll));
    held.forEach(watch -> dashboard.poll(watch.name(), settings, watch::poll));
    BrokerMemory memory = new BrokerMemory(management, settings.management());
    BrokerRecall recall = new BrokerRecall(history);
    dashboard.poll(
        "broker",
        settings,
        () -> {
          broker.poll();
          memory.recall(recall::take);
        });
    dashboard.loops.add(PollLoop.start("ticker", TICK, ticker::tick));
    dashboard.loops.add(PollLoop.start("rehearsals", TICK, rehearsing::poll));
    health.addLiveness("polls", dashboard::alive);
    return dashboard;
  }

  /** What the page shows, for whoever watches it too. */
  Ticker ticker() {
    return ticker;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    // A browser that looks on would keep the port open.
    ticker.stream().end();
    loops.forEach(PollLoop::close);
    clients.forEach(BoundedHttp::close);
    server.close();
  }

  private void poll(String name, DashboardSettings settings, Runnable poll) {
    loops.add(PollLoop.start(name, settings.pollInterval(), poll));
  }

  private boolean alive() {
    return loops.stream().allMatch(PollLoop::alive);
  }
}
