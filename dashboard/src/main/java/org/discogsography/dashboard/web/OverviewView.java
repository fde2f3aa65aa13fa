package org.discogsography.dashboard.web;

import java.util.List;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.services.ServiceView;

/**
 * Everything on the page.
 *
 * @param time when this was put together, as ISO 8601
 * @param services in the order of the pipeline, the dashboard itself last
 */
public record OverviewView(String time, List<ServiceView> services, BrokerView broker) {
  public OverviewView {
    services = List.copyOf(services);
  }
}
