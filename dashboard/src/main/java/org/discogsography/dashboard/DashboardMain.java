package org.discogsography.dashboard;

import org.discogsography.dashboard.rehearsal.RehearsalSettings;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.service.Service;
import org.discogsography.resilience.service.ServiceRunner;

/** Shows the health of the platform and what waits in its queues. Needs none of it to run. */
public final class DashboardMain {
  private DashboardMain() {}

  public static void main(String[] arguments) {
    ServiceRunner.run("dashboard", DashboardMain::start);
  }

  static void start(Service service) {
    DashboardSettings settings = DashboardSettings.from(service.environment());
    RehearsalSettings rehearsals = RehearsalSettings.from(service.environment());
    Connections connections = Connections.from(service.environment());
    service.environment().check();
    Connections.Opened opened = connections.open(service);
    ServiceRoutes api =
        config -> {
          service.api().addTo(config);
          opened.deadLetters().addTo(config);
        };
    service.closing(
        Dashboard.start(
            service.health(), service.meters(), settings, rehearsals, opened.stores(), api));
  }
}
