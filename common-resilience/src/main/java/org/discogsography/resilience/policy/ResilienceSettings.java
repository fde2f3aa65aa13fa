package org.discogsography.resilience.policy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;

/**
 * What a caller of one dependency does about failures. Bad data is never tried again, whatever the
 * table says.
 *
 * @param breaker when calls are rejected at once
 * @param retries per kind of failure; a kind that is not in the table is not tried again
 * @param overall the most time that a call with all its retries may take
 */
public record ResilienceSettings(
    BreakerSettings breaker, Map<FailureKind, RetrySettings> retries, Duration overall) {
  public ResilienceSettings {
    retries = Map.copyOf(retries);
    if (!overall.isPositive()) {
      throw new IllegalArgumentException("the overall time is greater than 0: " + overall);
    }
  }

  /** The settings for a kind of failure. */
  public RetrySettings retry(FailureKind kind) {
    return kind == FailureKind.DATA
        ? RetrySettings.NONE
        : retries.getOrDefault(kind, RetrySettings.NONE);
  }

  public ResilienceSettings with(BreakerSettings changed) {
    return new ResilienceSettings(changed, retries, overall);
  }

  public ResilienceSettings with(FailureKind kind, RetrySettings changed) {
    Map<FailureKind, RetrySettings> table = new EnumMap<>(FailureKind.class);
    table.putAll(retries);
    table.put(kind, changed);
    return new ResilienceSettings(breaker, table, overall);
  }
}
