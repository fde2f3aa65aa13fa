package org.discogsography.resilience.operations.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.Alert;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.EventJournal;
import org.discogsography.resilience.resource.HealthScore;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.PoolSnapshot;
import org.discogsography.resilience.resource.ResourceSnapshot;

/** Everything under {@code /resilience} but the fault tests. */
public final class ResilienceRoutes implements ServiceRoutes {
  private static final int HOUR = 60;
  private static final int EVENTS = 50;

  private final Resources resources;
  private final EventJournal journal;
  private final PoolAdvice advice;
  private final AdminToken token;
  private final Map<String, ConnectionTest> lastTests = new ConcurrentHashMap<>();

  public ResilienceRoutes(
      Resources resources, EventJournal journal, PoolAdvice advice, AdminToken token) {
    this.resources = resources;
    this.journal = journal;
    this.advice = advice;
    this.token = token;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/resilience/metrics", this::metrics);
    routes.get("/resilience/health", this::health);
    routes.get("/resilience/report", this::report);
    routes.get("/resilience/pool-config", this::poolConfig);
    routes.get("/resilience/connection-test", context -> context.json(lastTests()));
    routes.post("/resilience/connection-test", token.guard(this::runTest));
  }

  private void metrics(Context context) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (ManagedResource resource : resources.all()) {
      body.put(resource.name(), metrics(resource));
    }
    context.json(Map.of("resources", body, "recent_events", journal.recent(EVENTS)));
  }

  private static Map<String, Object> metrics(ManagedResource resource) {
    ResourceSnapshot snapshot = resource.snapshot();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("pool", Bodies.pool(snapshot));
    body.put("circuit_breaker", Bodies.breaker(snapshot));
    body.put("performance", Bodies.performance(resource.recent(HOUR)));
    body.put("retries", Bodies.retries(snapshot));
    body.put("slow_queries", resource.slowCalls().stream().map(ResilienceRoutes::slow).toList());
    return body;
  }

  private static Map<String, Object> slow(ManagedResource.SlowCall call) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("at", call.at().toString());
    body.put("query", call.what());
    body.put("took_ms", Bodies.millis(call.took()));
    return body;
  }

  private void health(Context context) {
    Map<String, Object> components = new LinkedHashMap<>();
    int lowest = 100;
    for (ManagedResource resource : resources.all()) {
      int score = score(resource);
      lowest = Math.min(lowest, score);
      components.put(
          resource.name(), Map.of("score", score, "available", resource.snapshot().available()));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("healthy", resources.available());
    body.put("score", lowest);
    body.put("components", components);
    body.put("connection_test", lastTests());
    body.put("recommendations", resources.alerts().stream().map(Bodies::alert).toList());
    context.json(body);
  }

  private static int score(ManagedResource resource) {
    return HealthScore.of(resource.snapshot(), resource.recent(HOUR));
  }

  private void report(Context context) {
    List<String> lines = new ArrayList<>();
    lines.add("Resilience report, " + resources.clock().instant());
    for (ManagedResource resource : resources.all()) {
      describe(resource, lines);
    }
    lines.add("");
    lines.add("Problems");
    List<Alert> alerts = resources.alerts();
    alerts.forEach(a ->
        lines.add(
            "  [%s] %s: %s %s"
                .formatted(a.severity().text(), a.resource(), a.message(), a.action())));
    if (alerts.isEmpty()) {
      lines.add("  none");
    }
    lines.add("");
    lines.add("Last events");
    journal
        .recent(EVENTS)
        .forEach(e -> lines.add("  %s %s: %s".formatted(e.at(), e.resource(), e.message())));
    context.contentType("text/plain; charset=utf-8").result(String.join("\n", lines) + "\n");
  }

  private static void describe(ManagedResource resource, List<String> lines) {
    ResourceSnapshot snapshot = resource.snapshot();
    CallStatistics.Recent recent = resource.recent(HOUR);
    PoolSnapshot pool = snapshot.pool();
    lines.add("");
    lines.add("%s: health score %d of 100".formatted(snapshot.name(), score(resource)));
    lines.add(
        "  %s since %s, breaker %s, opened %d times, mean recovery %s ms"
            .formatted(
                snapshot.available() ? "available" : "away",
                snapshot.since(),
                snapshot.breaker(),
                snapshot.calls().trips(),
                Bodies.millis(snapshot.calls().meanRecovery())));
    lines.add(
        "  last hour: %d calls, %s %% succeeded (target 99), mean %s ms (target 100)"
            .formatted(
                recent.attempts(),
                Bodies.percent(recent.successRate()),
                Bodies.millis(recent.meanTime())));
    if (pool != null) {
      lines.add(
          "  pool: %d active, %d idle, %d waiting, at most %d"
              .formatted(pool.active(), pool.idle(), pool.waiting(), pool.maximum()));
    }
  }

  private void poolConfig(Context context) {
    Map<String, Object> current = new LinkedHashMap<>();
    for (ManagedResource resource : resources.all()) {
      if (resource.snapshot().pool() != null) {
        current.put(resource.name(), Bodies.pool(resource.snapshot()));
      }
    }
    context.json(
        Map.of("current", current, "advised", advice.advised(), "platform", advice.platform()));
  }

  private void runTest(Context context) throws InterruptedException {
    for (ManagedResource resource : resources.all()) {
      lastTests.put(resource.name(), resource.test(null));
    }
    context.json(lastTests());
  }

  private Map<String, Object> lastTests() {
    Map<String, Object> body = new LinkedHashMap<>();
    lastTests.forEach((name, test) -> body.put(name, Bodies.test(test)));
    return body;
  }
}
