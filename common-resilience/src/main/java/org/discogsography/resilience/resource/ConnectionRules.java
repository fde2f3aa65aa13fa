package org.discogsography.resilience.resource;

import java.util.List;

/** Alerts about whether the server can be reached. */
final class ConnectionRules {
  static final int FAILURES_IN_A_ROW = 3;

  /** A restart opens every connection of the pool once, and twice where it comes in two steps. */
  static final int OPENED_PER_PLACE = 2;

  private ConnectionRules() {}

  static void check(Evidence evidence, AlertSettings settings, List<Alert> alerts) {
    healthCheck(evidence, alerts);
    failures(evidence, alerts);
    reconnections(evidence, settings, alerts);
    storm(evidence, alerts);
  }

  private static void healthCheck(Evidence evidence, List<Alert> alerts) {
    if (evidence.snapshot().away()) {
      alerts.add(
          evidence.alert(
              Severity.INFO,
              "health_check_failed",
              "The last health check failed: " + evidence.snapshot().lastError(),
              "Nothing, if this is a maintenance; the connection comes back by itself."));
    }
  }

  private static void failures(Evidence evidence, List<Alert> alerts) {
    long inARow = evidence.snapshot().calls().consecutiveFailures();
    if (inARow >= FAILURES_IN_A_ROW) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "connection_failures",
              inARow
                  + " calls in a row failed, the last with: "
                  + evidence.snapshot().calls().lastFailure(),
              "Look whether the server runs and can be reached."));
    }
  }

  private static void reconnections(Evidence evidence, AlertSettings settings, List<Alert> alerts) {
    long times = evidence.snapshot().lastHour().reconnections();
    if (times > settings.reconnections()) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "reconnections",
              times + " reconnections within an hour.",
              "Look at the server's log and at the network; something ends connections."));
    }
  }

  private static void storm(Evidence evidence, List<Alert> alerts) {
    PoolSnapshot pool = evidence.snapshot().pool();
    if (pool == null) {
      return;
    }
    long opened = evidence.snapshot().connections().openedLastMinute();
    if (pool.waiting() > pool.maximum() || opened > (long) OPENED_PER_PLACE * pool.maximum()) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "connection_storm",
              "%d callers wait for %d connections, of which %d were opened within a minute."
                  .formatted(pool.waiting(), pool.maximum(), opened),
              "Limit how many callers come at once, and look whether they retry without a pause."));
    }
  }
}
