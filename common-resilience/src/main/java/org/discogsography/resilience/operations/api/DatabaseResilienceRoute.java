package org.discogsography.resilience.operations.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.Alert;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.discogsography.resilience.resource.ResourceSnapshot;

/** {@code GET /api/database-resilience}: all dependencies in one body, with recommendations. */
final class DatabaseResilienceRoute implements ServiceRoutes {
  private static final double HEALTHY = 0.95;

  /** Below, more calls fail than succeed. */
  private static final double CRITICAL = 0.5;

  private static final int HOUR = 60;
  private static final List<String> FEATURES =
      List.of(
          "Reconnects by itself, led by a background probe",
          "Connection pool with checks before use",
          "Transactions left open are rolled back on return",
          "Retries by kind of failure, with backoff and jitter",
          "Circuit breaker, metrics and alerts");

  private final Resources resources;

  DatabaseResilienceRoute(Resources resources) {
    this.resources = resources;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/database-resilience", this::show);
  }

  private void show(Context context) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("resilience", resilience());
    body.put("recommendations", recommendations());
    JsonAnswer.write(context, body);
  }

  private Map<String, Object> resilience() {
    CallStatistics.Recent recent = resources.recent(HOUR);
    Condition condition = condition(recent);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", condition.name().toLowerCase(Locale.ROOT));
    body.put("status_text", condition.text);
    body.put("success_rate", Bodies.percent(recent.successRate()) + "%");
    body.put("metrics", metrics());
    body.put("features", FEATURES);
    body.put("pool_size", poolSize());
    return body;
  }

  private Condition condition(CallStatistics.Recent recent) {
    if (resources.away() || recent.successRate() < CRITICAL) {
      return Condition.CRITICAL;
    }
    return recent.successRate() >= HEALTHY ? Condition.HEALTHY : Condition.DEGRADED;
  }

  private Map<String, Object> metrics() {
    List<ResourceSnapshot> snapshots =
        resources.all().stream().map(ManagedResource::snapshot).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("total_queries", snapshots.stream().mapToLong(s -> s.calls().attempts()).sum());
    body.put("failed_queries", snapshots.stream().mapToLong(s -> s.calls().failures()).sum());
    body.put(
        "reconnections", snapshots.stream().mapToLong(s -> s.counters().reconnections()).sum());
    body.put(
        "transaction_rollbacks", snapshots.stream().mapToLong(s -> s.counters().rollbacks()).sum());
    body.put("pool_resets", snapshots.stream().mapToLong(s -> s.counters().poolResets()).sum());
    return body;
  }

  private int poolSize() {
    int size = 0;
    for (ManagedResource resource : resources.all()) {
      PoolSnapshot pool = resource.snapshot().pool();
      size += pool == null ? 0 : pool.maximum();
    }
    return size;
  }

  private List<Map<String, Object>> recommendations() {
    List<Alert> alerts = resources.alerts();
    if (alerts.isEmpty()) {
      return List.of(
          Map.of(
              "severity", "info",
              "message", "Everything works as it should",
              "action", "Nothing to do"));
    }
    return alerts.stream().map(Bodies::alert).toList();
  }

  private enum Condition {
    HEALTHY("🟢 Healthy"),
    DEGRADED("🟡 Degraded"),
    CRITICAL("🔴 Critical");

    private final String text;

    Condition(String text) {
      this.text = text;
    }
  }
}
