package org.discogsography.resilience.resource;

import io.micrometer.core.instrument.MeterRegistry;
import org.discogsography.resilience.policy.Preset;
import org.discogsography.resilience.policy.ResilienceSettings;

/**
 * What the resources of one application share.
 *
 * @param resilience when their breakers open and how their callers' retries go; default preset A
 * @param journal where changes of state are written
 * @param meters where figures go
 */
public record ResourceOptions(
    ResilienceSettings resilience, EventJournal journal, MeterRegistry meters) {
  /** Preset A and a journal of its own. */
  public static ResourceOptions of(MeterRegistry meters) {
    return new ResourceOptions(Preset.A.settings(), new EventJournal(), meters);
  }
}
