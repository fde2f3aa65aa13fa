package org.discogsography.dashboard.stores;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a store holds, as cheaply as it can be told.
 *
 * @param counts rows of tables, or nodes and relationships
 * @param estimated whether the counts are the server's estimates
 * @param bytes the size on disk; null where the server does not tell
 * @param connections of all clients; null where the server does not tell
 */
public record StoreFigures(
    Map<String, Long> counts,
    Estimate estimated,
    @Nullable Long bytes,
    @Nullable Long connections,
    @Nullable Long mostConnections) {
  public StoreFigures {
    counts = Collections.unmodifiableMap(new LinkedHashMap<>(counts));
  }

  /** How counts were made. */
  public enum Estimate {
    /** Of the server's own statistics. */
    ESTIMATED,
    COUNTED
  }
}
