package org.discogsography.resilience.resource;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.discogsography.resilience.resource.ManagedResource.SlowCall;

/** Alerts about what is asked of the server, and how that ends. */
final class CallRules {
  static final double UTILISATION = 0.8;
  static final int TIMEOUTS_A_MINUTE = 10;
  static final double SUCCESS_RATE = 0.95;
  static final Duration SLOW_WITHIN = Duration.ofMinutes(5);
  static final int GOOD_SCORE = 80;
  static final int FALL = 10;

  private CallRules() {}

  static void check(Evidence evidence, AlertSettings settings, List<Alert> alerts) {
    success(evidence, alerts);
    timeouts(evidence, alerts);
    pool(evidence, alerts);
    rollbacks(evidence, settings, alerts);
    slow(evidence, settings, alerts);
    score(evidence, alerts);
  }

  private static void success(Evidence evidence, List<Alert> alerts) {
    double rate = evidence.lastHour().successRate();
    if (rate < SUCCESS_RATE) {
      alerts.add(
          evidence.alert(
              Severity.CRITICAL,
              "success_rate",
              "%s %% of the last hour's calls succeeded.".formatted(percent(rate)),
              "Look at the last error and the server's log."));
    }
  }

  private static void timeouts(Evidence evidence, List<Alert> alerts) {
    long timeouts = evidence.lastMinute().timeouts();
    if (timeouts > TIMEOUTS_A_MINUTE) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "query_timeouts",
              timeouts + " statements timed out within a minute.",
              "Look at the slow statements, or raise the statement timeout."));
    }
  }

  private static void pool(Evidence evidence, List<Alert> alerts) {
    PoolSnapshot pool = evidence.snapshot().pool();
    if (pool != null && pool.utilisation() > UTILISATION) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "pool_saturation",
              "%d of %d connections are in use, %d callers wait."
                  .formatted(pool.active(), pool.maximum(), pool.waiting()),
              "Look for slow statements and leaked connections, then enlarge the pool."));
    }
  }

  private static void rollbacks(Evidence evidence, AlertSettings settings, List<Alert> alerts) {
    long rollbacks = evidence.snapshot().lastHour().rollbacks();
    if (rollbacks > settings.rollbacks()) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "rollbacks",
              rollbacks + " transactions were left open or aborted within an hour.",
              "Look for code that does not end its transactions, and for deadlocks."));
    }
  }

  private static void slow(Evidence evidence, AlertSettings settings, List<Alert> alerts) {
    Instant from = evidence.now().minus(SLOW_WITHIN);
    List<SlowCall> slow =
        evidence.slowCalls().stream()
            .filter(call -> !call.at().isBefore(from))
            .filter(call -> call.took().compareTo(settings.slowQuery()) > 0)
            .toList();
    slow.stream()
        .max(Comparator.comparing(SlowCall::took))
        .ifPresent(slowest ->
            alerts.add(
                evidence.alert(
                    Severity.WARNING,
                    "slow_queries",
                    "%d calls within 5 minutes took longer than %d ms; the slowest %d ms: %s"
                        .formatted(
                            slow.size(),
                            settings.slowQuery().toMillis(),
                            slowest.took().toMillis(),
                            slowest.what()),
                    "Look at its plan and its indexes.")));
  }

  private static void score(Evidence evidence, List<Alert> alerts) {
    int score = evidence.score();
    int best = evidence.snapshot().bestScore();
    if (score <= GOOD_SCORE) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "health_score",
              "The health score is %d of 100; above %d is good.".formatted(score, GOOD_SCORE),
              "Look at the other alerts of this resource."));
    }
    if (best - score > FALL) {
      alerts.add(
          evidence.alert(
              Severity.WARNING,
              "health_score_falling",
              "The health score fell from %d to %d within 10 minutes.".formatted(best, score),
              "Look at the last events of this resource."));
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", share * 100);
  }
}
