package org.discogsography.dashboard.rehearsal;

import java.time.InstantSource;
import java.util.List;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.resilience.operations.ServiceRoutes;

/** Watches outages: what a dashboard has to poll once a second, and what it serves of it. */
public final class Rehearsing {
  private final Observer observer;
  private final Tally tally = new Tally();
  private final Rehearsals rehearsals;
  private final ServiceRoutes routes;

  private Rehearsing(Observer observer, Rehearsals rehearsals, ServiceRoutes routes) {
    this.observer = observer;
    this.rehearsals = rehearsals;
    this.routes = routes;
  }

  public static Rehearsing over(
      List<ServiceWatch> services,
      BrokerWatch broker,
      RehearsalSettings settings,
      InstantSource clock) {
    Rehearsals rehearsals =
        new Rehearsals(clock, new ReportFiles(settings.directory(), Rehearsals.MOST_REPORTS));
    return new Rehearsing(
        new Observer(services, broker, clock),
        rehearsals,
        new RehearsalRoutes(rehearsals, settings.token()));
  }

  /** {@code /api/rehearsals}. */
  public ServiceRoutes routes() {
    return routes;
  }

  /** Looks once at everything; by one thread. */
  public void poll() {
    rehearsals.see(tally.add(observer.look()));
  }
}
