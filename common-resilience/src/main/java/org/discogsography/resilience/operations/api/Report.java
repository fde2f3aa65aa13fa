package org.discogsography.resilience.operations.api;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.Alert;
import org.discogsography.resilience.resource.EventJournal;
import org.discogsography.resilience.resource.Findings;
import org.discogsography.resilience.resource.HealthScore;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.discogsography.resilience.resource.ResourceSnapshot;

/** Everything as text for people: figures, targets, problems with advice, history. */
final class Report {
  private static final int HOUR = 60;
  private static final int EVENTS = 50;
  private static final int SLOW_CALLS = 10;

  private final Resources resources;
  private final EventJournal journal;
  private final List<String> lines = new ArrayList<>();

  private Report(Resources resources, EventJournal journal) {
    this.resources = resources;
    this.journal = journal;
  }

  static String of(Resources resources, EventJournal journal) {
    return new Report(resources, journal).text();
  }

  private String text() {
    lines.add("Resilience report, " + resources.clock().instant());
    resources.all().forEach(this::describe);
    problems();
    events();
    return String.join("\n", lines) + "\n";
  }

  private void describe(ManagedResource resource) {
    ResourceSnapshot snapshot = resource.snapshot();
    CallStatistics.Recent recent = resource.recent(HOUR);
    int score = HealthScore.of(snapshot, recent);
    heading("%s: health score %d of 100".formatted(snapshot.name(), score));
    state(snapshot, recent);
    lines.add("  targets:");
    Target.of(snapshot, recent)
        .forEach(target ->
            lines.add(
                "    [%s] %s %s: %s"
                    .formatted(
                        target.met() ? "met" : "MISSED",
                        target.name(),
                        target.bound(),
                        target.measured())));
    slow(resource);
    findings(resource.findings());
  }

  private void findings(Findings findings) {
    if (findings.at() == null) {
      return;
    }
    lines.add("  the server itself, at " + findings.at() + ":");
    findings
        .settings()
        .forEach(setting ->
            lines.add(
                "    [%s] %s is %s, recommended: %s"
                    .formatted(
                        setting.fits() ? "fits" : "DIFFERS",
                        setting.name(),
                        setting.actual(),
                        setting.recommended())));
    findings.advice().forEach(sentence -> lines.add("    " + sentence));
  }

  private void state(ResourceSnapshot snapshot, CallStatistics.Recent recent) {
    lines.add(
        "  %s since %s, breaker %s, opened %d times, mean recovery %s ms"
            .formatted(
                snapshot.available() ? "available" : "away",
                snapshot.since(),
                snapshot.breaker(),
                snapshot.calls().trips(),
                Bodies.millis(snapshot.calls().meanRecovery())));
    lines.add(
        "  last hour: %d calls, %s %% succeeded, mean %s ms, %d timeouts"
            .formatted(
                recent.attempts(),
                Bodies.percent(recent.successRate()),
                Bodies.millis(recent.meanTime()),
                recent.timeouts()));
    lines.add(
        "  since the start: %d reconnections, %d rollbacks, %d pool resets, %d calls turned away"
            .formatted(
                snapshot.counters().reconnections(),
                snapshot.counters().rollbacks(),
                snapshot.counters().poolResets(),
                snapshot.calls().rejections()));
    PoolSnapshot pool = snapshot.pool();
    if (pool != null) {
      lines.add(
          "  pool: %d active, %d idle, %d waiting, at most %d"
              .formatted(pool.active(), pool.idle(), pool.waiting(), pool.maximum()));
    }
  }

  private void slow(ManagedResource resource) {
    List<ManagedResource.SlowCall> slow = resource.slowCalls();
    if (!slow.isEmpty()) {
      lines.add("  slow calls:");
      slow.stream()
          .limit(SLOW_CALLS)
          .forEach(call ->
              lines.add(
                  "    %s %d ms %s".formatted(call.at(), call.took().toMillis(), call.what())));
    }
  }

  private void problems() {
    heading("Problems");
    List<Alert> alerts = resources.alerts();
    alerts.forEach(alert ->
        lines.add(
            "  [%s] %s %s: %s %s"
                .formatted(
                    alert.severity().text(),
                    alert.resource(),
                    alert.rule(),
                    alert.message(),
                    alert.action())));
    if (alerts.isEmpty()) {
      lines.add("  none");
    }
  }

  private void events() {
    heading("Last events");
    journal
        .recent(EVENTS)
        .forEach(event ->
            lines.add("  %s %s: %s".formatted(event.at(), event.resource(), event.message())));
  }

  private void heading(String text) {
    lines.add("");
    lines.add(text);
  }
}
