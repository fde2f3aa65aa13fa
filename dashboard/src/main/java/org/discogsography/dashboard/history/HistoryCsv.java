package org.discogsography.dashboard.history;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of the past as a table: a row for each point, a column for each figure. */
public final class HistoryCsv {
  private HistoryCsv() {}

  /** Comma-separated, with a header; empty where nothing is known. Names hold no comma. */
  public static String of(HistoryView view) {
    StringBuilder csv = new StringBuilder("time");
    view.series().keySet().forEach(name -> csv.append(',').append(name));
    csv.append('\n');
    int points = view.series().values().stream().mapToInt(series -> series.length).max().orElse(0);
    for (int i = 0; i < points; i++) {
      csv.append(Instant.ofEpochSecond(view.from() + (long) i * view.stepSeconds()));
      row(csv, view.series(), i);
    }
    return csv.toString();
  }

  private static void row(StringBuilder csv, Map<String, Float[]> series, int point) {
    for (@Nullable Float[] values : series.values()) {
      csv.append(',');
      Float value = values[point];
      if (value != null) {
        csv.append(value);
      }
    }
    csv.append('\n');
  }
}
