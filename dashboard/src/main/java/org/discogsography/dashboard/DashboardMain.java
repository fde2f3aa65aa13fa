package org.discogsography.dashboard;

import java.util.List;
import org.discogsography.dashboard.rehearsal.RehearsalSettings;
import org.discogsography.dashboard.stores.StoreSource;
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
    List<StoreSource> stores = connections.open(service);
    service.closing(
        Dashboard.start(
            service.health(), service.meters(), settings, rehearsals, stores, service.api()));
  }
}
