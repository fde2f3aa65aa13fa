package org.discogsography.dashboard.history;

import java.util.List;
import java.util.Map;

/**
 * A part of the past, ready for a chart.
 *
 * @param range which part
 * @param from the first point's time, in seconds since 1970
 * @param stepSeconds from one point to the next
 * @param ranges the ranges that there is data for
 * @param series the figures of each column by name; null where nothing is known
 */
public record HistoryView(
    String range, long from, int stepSeconds, List<String> ranges, Map<String, Float[]> series) {}
