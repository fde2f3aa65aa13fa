package org.discogsography.dashboard.live;

import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.history.QueueTrend;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.stores.StoreView;

/**
 * Everything that is known now.
 *
 * @param time when this was put together, as ISO 8601
 * @param services in the order of the pipeline, the dashboard itself last
 * @param stores those that the dashboard has an address of
 * @param trends by queue
 */
public record OverviewView(
    String time,
    List<ServiceView> services,
    BrokerView broker,
    List<StoreView> stores,
    Map<String, QueueTrend> trends) {
  public OverviewView {
    services = List.copyOf(services);
    stores = List.copyOf(stores);
  }
}
