package org.discogsography.resilience.resource;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The thresholds at which a resource's figures become alerts. Pure; thread-safe. */
public final class AlertRules {
  private final AlertSettings settings;

  public AlertRules(AlertSettings settings) {
    this.settings = settings;
  }

  /** The worst first. */
  public List<Alert> evaluate(Evidence evidence) {
    List<Alert> alerts = new ArrayList<>();
    ConnectionRules.check(evidence, settings, alerts);
    BreakerRules.check(evidence, alerts);
    CallRules.check(evidence, settings, alerts);
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return List.copyOf(alerts);
  }
}
