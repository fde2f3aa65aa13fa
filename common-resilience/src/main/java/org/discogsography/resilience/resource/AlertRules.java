package org.discogsography.resilience.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.discogsography.resilience.policy.CallStatistics;

/** The thresholds at which a resource's figures become alerts. Pure. */
public final class AlertRules {
  static final Duration BREAKER_OPEN = Duration.ofSeconds(60);
  static final double UTILISATION = 0.8;
  static final int TIMEOUTS_A_MINUTE = 10;
  static final double SUCCESS_RATE = 0.95;
  static final int FAILURES_IN_A_ROW = 3;

  private AlertRules() {}

  /**
   * The worst first.
   *
   * @param lastMinute the figures of the last minute
   * @param lastHour the figures of the last hour
   */
  public static List<Alert> evaluate(
      ResourceSnapshot snapshot,
      CallStatistics.Recent lastMinute,
      CallStatistics.Recent lastHour,
      Instant now) {
    List<Alert> alerts = new ArrayList<>();
    connection(snapshot, alerts);
    breaker(snapshot, now, alerts);
    pool(snapshot, alerts);
    calls(snapshot, lastMinute, lastHour, alerts);
    alerts.sort(Comparator.comparing(Alert::severity).reversed());
    return List.copyOf(alerts);
  }

  private static void connection(ResourceSnapshot snapshot, List<Alert> alerts) {
    if (!snapshot.available()) {
      alerts.add(
          new Alert(
              Severity.INFO,
              snapshot.name(),
              "health_check_failed",
              "The last health check failed: " + snapshot.lastError(),
              "Nothing, if this is a maintenance; the connection comes back by itself."));
    }
    long inARow = snapshot.calls().consecutiveFailures();
    if (inARow >= FAILURES_IN_A_ROW) {
      alerts.add(
          new Alert(
              Severity.WARNING,
              snapshot.name(),
              "connection_failures",
              inARow + " calls in a row failed, the last with: " + snapshot.calls().lastFailure(),
              "Look whether the server runs and can be reached."));
    }
  }

  private static void breaker(ResourceSnapshot snapshot, Instant now, List<Alert> alerts) {
    Instant openSince = snapshot.calls().openSince();
    if (openSince == null) {
      return;
    }
    Duration open = Duration.between(openSince, now);
    Severity severity = open.compareTo(BREAKER_OPEN) > 0 ? Severity.CRITICAL : Severity.WARNING;
    alerts.add(
        new Alert(
            severity,
            snapshot.name(),
            "breaker_open",
            "The circuit breaker is open since " + open.toSeconds() + " s.",
            "Mend the server; a successful probe closes the breaker."));
  }

  private static void pool(ResourceSnapshot snapshot, List<Alert> alerts) {
    PoolSnapshot pool = snapshot.pool();
    if (pool != null && pool.utilisation() > UTILISATION) {
      alerts.add(
          new Alert(
              Severity.WARNING,
              snapshot.name(),
              "pool_saturation",
              "%d of %d connections are in use, %d callers wait."
                  .formatted(pool.active(), pool.maximum(), pool.waiting()),
              "Look for slow statements and leaked connections, then enlarge the pool."));
    }
  }

  private static void calls(
      ResourceSnapshot snapshot,
      CallStatistics.Recent lastMinute,
      CallStatistics.Recent lastHour,
      List<Alert> alerts) {
    if (lastMinute.timeouts() > TIMEOUTS_A_MINUTE) {
      alerts.add(
          new Alert(
              Severity.WARNING,
              snapshot.name(),
              "query_timeouts",
              lastMinute.timeouts() + " statements timed out within a minute.",
              "Look at the slow statements, or raise the statement timeout."));
    }
    if (lastHour.attempts() > 0 && lastHour.successRate() < SUCCESS_RATE) {
      alerts.add(
          new Alert(
              Severity.CRITICAL,
              snapshot.name(),
              "success_rate",
              "%.1f %% of the last hour's calls succeeded.".formatted(lastHour.successRate() * 100),
              "Look at the last error and the server's log."));
    }
  }
}
