package org.discogsography.dashboard.web;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.dashboard.broker.BrokerWatch;
import org.discogsography.dashboard.services.ServiceState;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.services.ServiceWatch;
import org.discogsography.resilience.health.ServiceHealth;

/** Puts together what the watches know. Thread-safe. */
public final class Overview {
  private final List<ServiceWatch> services;
  private final BrokerWatch broker;
  private final ServiceHealth own;
  private final InstantSource clock;

  public Overview(
      List<ServiceWatch> services, BrokerWatch broker, ServiceHealth own, InstantSource clock) {
    this.services = List.copyOf(services);
    this.broker = broker;
    this.own = own;
    this.clock = clock;
  }

  OverviewView view() {
    List<ServiceView> views = new ArrayList<>();
    services.forEach(service -> views.add(service.view()));
    views.add(dashboard());
    return new OverviewView(
        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(), views, broker.view());
  }

  private ServiceView dashboard() {
    String status = own.snapshot().status().name();
    return new ServiceView(
        "dashboard", "", ServiceState.valueOf(status), status, 0.0, null, List.of());
  }
}
