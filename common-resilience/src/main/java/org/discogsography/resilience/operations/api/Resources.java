package org.discogsography.resilience.operations.api;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.Alert;
import org.discogsography.resilience.resource.AlertRules;
import org.discogsography.resilience.resource.AlertSettings;
import org.discogsography.resilience.resource.Evidence;
import org.discogsography.resilience.resource.ManagedResource;

/** The dependencies of one service, as its operations API shows them. Thread-safe. */
public final class Resources {
  private final List<ManagedResource> all;
  private final AlertRules rules;
  private final Clock clock;

  /** With the default thresholds for alerts. */
  public Resources(List<? extends ManagedResource> all) {
    this(all, AlertSettings.DEFAULT);
  }

  public Resources(List<? extends ManagedResource> all, AlertSettings alerts) {
    this(all, alerts, Clock.systemUTC());
  }

  Resources(List<? extends ManagedResource> all, AlertSettings alerts, Clock clock) {
    this.all = new CopyOnWriteArrayList<>(all);
    this.rules = new AlertRules(alerts);
    this.clock = clock;
  }

  /** Shows one more from now on: the port is open before the dependencies are. */
  public void add(ManagedResource resource) {
    all.add(resource);
  }

  /** In the order in which they were added. */
  public List<ManagedResource> all() {
    return List.copyOf(all);
  }

  Optional<ManagedResource> named(String name) {
    return all.stream().filter(resource -> resource.name().equals(name)).findFirst();
  }

  /** Whether any of them is known to be gone. */
  boolean away() {
    return all.stream().anyMatch(resource -> resource.snapshot().away());
  }

  /** All alerts of all resources, the worst first. */
  List<Alert> alerts() {
    List<Alert> alerts = new ArrayList<>();
    for (ManagedResource resource : all) {
      alerts.addAll(rules.evaluate(Evidence.of(resource, clock.instant())));
    }
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return alerts;
  }

  /** The last minutes of all resources together. */
  CallStatistics.Recent recent(int minutes) {
    long attempts = 0;
    long failures = 0;
    long timeouts = 0;
    long nanos = 0;
    for (ManagedResource resource : all) {
      CallStatistics.Recent recent = resource.recent(minutes);
      attempts += recent.attempts();
      failures += recent.failures();
      timeouts += recent.timeouts();
      nanos += recent.meanTime().toNanos() * recent.attempts();
    }
    long mean = attempts == 0 ? 0 : nanos / attempts;
    return new CallStatistics.Recent(attempts, failures, timeouts, Duration.ofNanos(mean));
  }

  Clock clock() {
    return clock;
  }
}
