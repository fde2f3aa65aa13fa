package org.discogsography.dashboard.live;

import java.util.List;
import java.util.Map;
import org.discogsography.dashboard.alerts.AlertView;
import org.discogsography.dashboard.events.Event;
import org.discogsography.dashboard.events.Outage;

/**
 * What browsers get each second.
 *
 * @param alerts those that are raised; with severity INFO only advice
 * @param outages those that last, then the newest
 * @param events newest first: all of the last in a snapshot, only the new ones in an update
 * @param sample what of the history is known now, by column
 */
public record LiveView(
    OverviewView overview,
    List<AlertView> alerts,
    List<Outage> outages,
    List<Event> events,
    Map<String, Float> sample) {}
