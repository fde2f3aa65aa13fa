package org.discogsography.dashboard.alerts;

import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.broker.BrokerView;
import org.discogsography.dashboard.history.QueueTrend;
import org.discogsography.dashboard.services.ServiceView;
import org.discogsography.dashboard.stores.StoreView;

/**
 * What the rules look at.
 *
 * @param trends by queue
 * @param newDeadLetters by queue: how many came in the last ten minutes
 */
public record Sight(
    List<ServiceView> services,
    BrokerView broker,
    List<StoreView> stores,
    Map<String, QueueTrend> trends,
    Map<String, Long> newDeadLetters) {}
