package org.discogsography.resilience.operations.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.EventJournal;
import org.discogsography.resilience.resource.HealthScore;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceSnapshot;

/** Everything under {@code /resilience} but the fault tests. */
final class ResilienceRoutes implements ServiceRoutes {
  private static final int HOUR = 60;
  private static final int EVENTS = 50;

  private final Resources resources;
  private final EventJournal journal;
  private final PoolAdvice advice;
  private final AdminToken token;
  private final ConnectionTests tests;

  ResilienceRoutes(
      Resources resources,
      EventJournal journal,
      PoolAdvice advice,
      AdminToken token,
      ConnectionTests tests) {
    this.resources = resources;
    this.journal = journal;
    this.advice = advice;
    this.token = token;
    this.tests = tests;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/resilience/metrics", this::metrics);
    routes.get("/resilience/health", this::health);
    routes.get(
        "/resilience/report",
        context ->
            context.contentType("text/plain; charset=utf-8").result(Report.of(resources, journal)));
    routes.get("/resilience/pool-config", this::poolConfig);
    routes.get(
        "/resilience/connection-test",
        context -> JsonAnswer.write(context, TestConnection.bodies(tests.last())));
    routes.post("/resilience/connection-test", token.guard(this::runTest));
  }

  private void metrics(Context context) {
    Map<String, Object> body = new LinkedHashMap<>();
    for (ManagedResource resource : resources.all()) {
      body.put(resource.name(), metrics(resource));
    }
    JsonAnswer.write(context, Map.of("resources", body, "recent_events", journal.recent(EVENTS)));
  }

  private static Map<String, Object> metrics(ManagedResource resource) {
    ResourceSnapshot snapshot = resource.snapshot();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("pool", Bodies.pool(snapshot));
    body.put("circuit_breaker", Bodies.history(snapshot));
    body.put("performance", Bodies.performance(resource.recent(HOUR)));
    body.put("counters", Bodies.counters(snapshot));
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

  /** From memory; {@code force=true} connects first, and needs the token for it. */
  private void health(Context context) throws Exception {
    if ("true".equals(context.queryParam("force"))) {
      token.guard(this::forced).handle(context);
    } else {
      known(context);
    }
  }

  private void forced(Context context) throws InterruptedException {
    tests
        .run(resources.all(), null)
        .ifPresentOrElse(results -> known(context), () -> TestConnection.busy(context));
  }

  private void known(Context context) {
    Map<String, Object> components = new LinkedHashMap<>();
    int lowest = 100;
    boolean healthy = true;
    for (ManagedResource resource : resources.all()) {
      ResourceSnapshot snapshot = resource.snapshot();
      CallStatistics.Recent lastHour = resource.recent(HOUR);
      ConnectionTests.Known known = tests.known(snapshot);
      healthy &= known.healthy();
      lowest = Math.min(lowest, HealthScore.of(snapshot, lastHour));
      components.put(resource.name(), component(snapshot, lastHour, known));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("healthy", healthy);
    body.put("score", lowest);
    body.put("components", components);
    body.put("connection_test", TestConnection.bodies(tests.last()));
    body.put("recommendations", resources.alerts().stream().map(Bodies::alert).toList());
    JsonAnswer.write(context, body);
  }

  private static Map<String, Object> component(
      ResourceSnapshot snapshot, CallStatistics.Recent lastHour, ConnectionTests.Known known) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("score", HealthScore.of(snapshot, lastHour));
    body.put("available", snapshot.available());
    body.put("healthy", known.healthy());
    body.put("message", known.message());
    body.put("checked_at", known.at() == null ? null : known.at().toString());
    body.put("targets", Target.of(snapshot, lastHour).stream().map(Bodies::target).toList());
    return body;
  }

  private void poolConfig(Context context) {
    Map<String, Object> current = new LinkedHashMap<>();
    for (ManagedResource resource : resources.all()) {
      if (resource.snapshot().pool() != null) {
        current.put(resource.name(), Bodies.pool(resource.snapshot()));
      }
    }
    JsonAnswer.write(
        context,
        Map.of(
            "current",
            current,
            "advised",
            advice.advised(),
            "platform",
            advice.platform().name().toLowerCase(Locale.ROOT)));
  }

  private void runTest(Context context) throws InterruptedException {
    tests
        .run(resources.all(), null)
        .ifPresentOrElse(
            results -> JsonAnswer.write(context, TestConnection.bodies(results)),
            () -> TestConnection.busy(context));
  }
}
