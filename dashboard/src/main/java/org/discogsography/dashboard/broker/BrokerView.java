package org.discogsography.dashboard.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The broker as the page shows it.
 *
 * @param ageSeconds how old the figures are; null where there never were any
 * @param reason why there are no newer ones
 * @param queues graphinator's, then tableinator's
 * @param alarms what its nodes are short of: memory, disk
 */
public record BrokerView(
    BrokerState state,
    String address,
    @Nullable Double ageSeconds,
    @Nullable String reason,
    List<QueueFigures> queues,
    List<String> alarms) {}
