package org.discogsography.dashboard;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.rehearsal.RehearsalSettings;
import org.discogsography.dashboard.rehearsal.Rehearsing;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.dashboard.watch.PollLoop;
import org.discogsography.dashboard.web.Overview;
import org.discogsography.dashboard.web.PageRoutes;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.operations.OperationsServer;
import org.discogsography.resilience.operations.ServiceRoutes;

/** The watches, the loops that feed them, and the page that shows them. */
final class Dashboard implements AutoCloseable {
  private final OperationsServer server;
  private final List<PollLoop> loops = new ArrayList<>();
  private final BoundedHttp http;

  private Dashboard(BoundedHttp http, OperationsServer server) {
    this.http = http;
    this.server = server;
  }

  /**
   * Returns when the page can be asked for; whether anybody answers it is shown there.
   *
   * @param rehearsals who may rehearse outages
   * @param api served beside the page
   */
  static Dashboard start(
      ServiceHealth health,
      PrometheusMeterRegistry meters,
      DashboardSettings settings,
      RehearsalSettings rehearsals,
      ServiceRoutes api) {
    InstantSource clock = InstantSource.system();
    BoundedHttp http = new BoundedHttp(settings.pollTimeout());
    List<ServiceWatch> services =
        settings.targets().stream().map(target -> ServiceWatch.over(http, target, clock)).toList();
    BrokerWatch broker = BrokerWatch.over(http, settings.management(), clock);
    Rehearsing rehearsing = Rehearsing.over(http, settings.targets(), broker, rehearsals, clock);
    Overview overview = new Overview(services, broker, health, clock);
    PageRoutes page = new PageRoutes(overview);
    ServiceRoutes routes =
        config -> {
          page.addTo(config);
          rehearsing.routes().addTo(config);
          api.addTo(config);
        };
    OperationsServer server = OperationsServer.start(settings.http(), health, meters, routes);
    Dashboard dashboard = new Dashboard(http, server);
    services.forEach(watch -> dashboard.poll(watch.target().name(), settings, watch::poll));
    dashboard.poll("broker", settings, broker::poll);
    dashboard.loops.add(PollLoop.start("rehearsals", Duration.ofSeconds(1), rehearsing::poll));
    health.addLiveness("polls", dashboard::alive);
    return dashboard;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    loops.forEach(PollLoop::close);
    http.close();
    server.close();
  }

  private void poll(String name, DashboardSettings settings, Runnable poll) {
    loops.add(PollLoop.start(name, settings.pollInterval(), poll));
  }

  private boolean alive() {
    return loops.stream().allMatch(PollLoop::alive);
  }
}
