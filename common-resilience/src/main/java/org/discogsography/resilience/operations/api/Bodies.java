package org.discogsography.resilience.operations.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.policy.RetrySettings;
import org.discogsography.resilience.policy.Strategy;
import org.discogsography.resilience.resource.Alert;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.discogsography.resilience.resource.ResourceSnapshot;
import org.jspecify.annotations.Nullable;

/** Snapshots as JSON, in the words that the API's users know. */
final class Bodies {
  private Bodies() {}

  static Map<String, Object> connections(@Nullable PoolSnapshot pool) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total", pool == null ? 0 : pool.total());
    body.put("active", pool == null ? 0 : pool.active());
    body.put("idle", pool == null ? 0 : pool.idle());
    body.put("wait_time_ms", pool == null ? 0 : millis(pool.meanWait()));
    return body;
  }

  static Map<String, Object> pool(ResourceSnapshot snapshot) {
    Map<String, Object> body = connections(snapshot.pool());
    PoolSnapshot pool = snapshot.pool();
    if (pool != null) {
      body.put("minimum", pool.minimum());
      body.put("maximum", pool.maximum());
      body.put("waiting", pool.waiting());
      body.put("utilisation", percent(pool.utilisation()));
      body.put("size", pool.minimum());
      body.put("checked_in", pool.idle());
      body.put("checked_out", pool.active());
      body.put("overflow", pool.overflow());
      body.put("total_connections", pool.total());
    }
    return body;
  }

  static Map<String, Object> breaker(ResourceSnapshot snapshot) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", snapshot.breaker().name().toLowerCase(Locale.ROOT));
    body.put("open", snapshot.calls().openSince() != null);
    body.put("failures", snapshot.calls().consecutiveFailures());
    body.put("threshold", snapshot.settings().breaker().threshold().failures());
    body.put("trips", snapshot.calls().trips());
    body.put("rejections", snapshot.calls().rejections());
    body.put("mean_recovery_ms", millis(snapshot.calls().meanRecovery()));
    return body;
  }

  /** What the breaker did since the start. */
  static Map<String, Object> history(ResourceSnapshot snapshot) {
    Map<String, Object> body = breaker(snapshot);
    body.put("closed_percent", closed(snapshot.history().closedShare()));
    body.put(
        "transitions",
        snapshot.history().transitions().stream()
            .map(change ->
                Map.of(
                    "at", change.at().toString(),
                    "state", change.state().name().toLowerCase(Locale.ROOT)))
            .toList());
    return body;
  }

  static Map<String, Object> counters(ResourceSnapshot snapshot) {
    CallStatistics.Snapshot calls = snapshot.calls();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total_queries", calls.attempts());
    body.put("failed_queries", calls.failures());
    body.put("query_timeouts", calls.timeouts());
    body.put("fail_fast_rejections", calls.rejections());
    body.put("breaker_trips", calls.trips());
    body.put("mean_recovery_ms", millis(calls.meanRecovery()));
    body.put("reconnections", snapshot.counters().reconnections());
    body.put("transaction_rollbacks", snapshot.counters().rollbacks());
    body.put("pool_resets", snapshot.counters().poolResets());
    return body;
  }

  static Map<String, Object> target(Target target) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("target", target.name() + " " + target.bound());
    body.put("measured", target.measured());
    body.put("met", target.met());
    return body;
  }

  static Map<String, Object> performance(CallStatistics.Recent recent) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success_rate", percent(recent.successRate()));
    body.put("avg_execution_time", millis(recent.meanTime()));
    return body;
  }

  static Map<String, Object> retry(RetrySettings retry) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("max_retries", retry.retries());
    body.put("initial_delay", seconds(retry.backoff().delay(1)));
    switch (retry.backoff()) {
      case Backoff.Exponential e -> {
        body.put("max_delay", seconds(e.cap()));
        body.put("backoff_multiplier", e.factor());
        body.put("strategy", Strategy.EXPONENTIAL_BACKOFF.text());
      }
      case Backoff.Linear l -> {
        body.put("max_delay", seconds(l.cap()));
        body.put("strategy", Strategy.LINEAR_BACKOFF.text());
      }
      case Backoff.Fixed f -> {
        body.put("max_delay", seconds(f.delay()));
        body.put("strategy", Strategy.FIXED_DELAY.text());
      }
      case Backoff.Custom c -> body.put("strategy", "custom");
    }
    return body;
  }

  static Map<String, Object> retries(ResourceSnapshot snapshot) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (FailureKind kind : FailureKind.values()) {
      body.put(
          kind.name().toLowerCase(Locale.ROOT), snapshot.calls().retries().getOrDefault(kind, 0L));
    }
    return body;
  }

  static Map<String, Object> alert(Alert alert) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("severity", alert.severity().text());
    body.put("resource", alert.resource());
    body.put("rule", alert.rule());
    body.put("message", alert.message());
    body.put("action", alert.action());
    return body;
  }

  static Map<String, Object> test(ConnectionTest test) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("at", test.at().toString());
    body.put("healthy", test.healthy());
    body.put("detail", test.detail());
    body.put("took_ms", millis(test.took()));
    if (!test.rows().isEmpty()) {
      body.put("rows", test.rows());
    }
    return body;
  }

  static double percent(double share) {
    return Math.round(share * 1000) / 10.0;
  }

  /** To three places: this one is about the last thousandth. */
  static double closed(double share) {
    return Math.floor(share * 100_000) / 1000.0;
  }

  static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 10_000.0) / 100.0;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
