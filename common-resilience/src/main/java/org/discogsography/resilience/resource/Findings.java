package org.discogsography.resilience.resource;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the server itself found.
 *
 * @param at when; null before the first look
 * @param settings the server's own settings against those that are recommended
 * @param advice one sentence each: slow statements, missing indexes, or why nothing could be seen
 */
public record Findings(@Nullable Instant at, List<Setting> settings, List<String> advice) {
  /** Nothing was looked at yet. */
  public static final Findings NONE = new Findings(null, List.of(), List.of());

  /** One setting of the server. */
  public record Setting(String name, String recommended, String actual, boolean fits) {}
}
