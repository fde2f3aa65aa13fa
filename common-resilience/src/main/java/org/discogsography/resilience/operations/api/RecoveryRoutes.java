package org.discogsography.resilience.operations.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceSnapshot;
import org.jspecify.annotations.Nullable;

/** Everything under {@code /api/database-recovery}. */
final class RecoveryRoutes implements ServiceRoutes {
  private static final String BASE = "/api/database-recovery";
  private static final int HOUR = 60;

  private final Resources resources;
  private final AdminToken token;
  private final ConnectionTests tests;

  RecoveryRoutes(Resources resources, AdminToken token, ConnectionTests tests) {
    this.resources = resources;
    this.token = token;
    this.tests = tests;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(BASE + "/health", this::health);
    routes.get(BASE + "/status", this::status);
    routes.get(
        BASE + "/connections",
        context -> JsonAnswer.write(context, each(r -> Bodies.pool(r.snapshot()))));
    routes.get(BASE + "/metrics", this::metrics);
    routes.get(BASE + "/alerts", this::alerts);
    routes.post(BASE + "/recover", token.guard(this::recover));
    routes.post(
        BASE + "/test-connection",
        token.guard(JsonRequest.handler(new TestConnection(resources, tests))));
    routes.post(BASE + "/circuit-breaker/reset", token.guard(this::reset));
    routes.put(
        BASE + "/retry-config", token.guard(JsonRequest.handler(new RetryConfig(resources))));
  }

  /** Of all resources together: the worst of each figure. */
  private void health(Context context) {
    List<ResourceSnapshot> snapshots =
        resources.all().stream().map(ManagedResource::snapshot).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", state(snapshots));
    body.put(
        "last_check",
        snapshots.stream()
            .map(ResourceSnapshot::lastCheck)
            .filter(Objects::nonNull)
            .min(Instant::compareTo)
            .map(Instant::toString)
            .orElse(null));
    body.put(
        "consecutive_failures",
        snapshots.stream().mapToLong(s -> s.calls().consecutiveFailures()).max().orElse(0));
    ResourceSnapshot pooled =
        snapshots.stream().filter(s -> s.pool() != null).findFirst().orElse(null);
    body.put("connections", Bodies.connections(pooled == null ? null : pooled.pool()));
    body.put("performance", Bodies.performance(resources.recent(HOUR)));
    body.put("circuit_breaker", worstBreaker(snapshots));
    JsonAnswer.write(context, body);
  }

  private static String state(List<ResourceSnapshot> snapshots) {
    if (snapshots.stream().anyMatch(ResourceSnapshot::away)) {
      return "disconnected";
    }
    return snapshots.stream().allMatch(ResourceSnapshot::available) ? "connected" : "connecting";
  }

  private static Map<String, Object> worstBreaker(List<ResourceSnapshot> snapshots) {
    return snapshots.stream()
        .max((a, b) -> Integer.compare(weight(a), weight(b)))
        .map(Bodies::breaker)
        .orElse(Map.of("open", false, "failures", 0, "threshold", 0));
  }

  private static int weight(ResourceSnapshot snapshot) {
    return switch (snapshot.breaker()) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }

  /** Retries are set for all alike, so that one place on top tells them. */
  private void status(Context context) {
    List<ResourceSnapshot> snapshots =
        resources.all().stream().map(ManagedResource::snapshot).toList();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", state(snapshots));
    body.put("circuit_breaker", worstBreaker(snapshots));
    body.put(
        "retry_config", snapshots.stream().findFirst().map(RecoveryRoutes::retry).orElse(Map.of()));
    body.put("resources", each(this::status));
    JsonAnswer.write(context, body);
  }

  private static Map<String, Object> retry(ResourceSnapshot snapshot) {
    return Bodies.retry(snapshot.settings().retry(FailureKind.UNAVAILABLE));
  }

  private Map<String, Object> status(ManagedResource resource) {
    ResourceSnapshot snapshot = resource.snapshot();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", state(List.of(snapshot)));
    body.put("since", text(snapshot.since()));
    body.put("last_check", text(snapshot.lastCheck()));
    body.put("last_error", snapshot.lastError());
    body.put("connections", Bodies.pool(snapshot));
    body.put("performance", Bodies.performance(resource.recent(HOUR)));
    body.put("circuit_breaker", Bodies.breaker(snapshot));
    body.put("retry_config", retry(snapshot));
    return body;
  }

  private void metrics(Context context) {
    int minutes = minutes(context.queryParam("time_window_minutes"));
    if (minutes < 1 || minutes > HOUR) {
      refuse(context, "time_window_minutes is a whole number from 1 to " + HOUR + ".");
      return;
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("time_window_minutes", minutes);
    body.put(
        "connection_metrics",
        each(resource -> {
          Map<String, Object> figures = Bodies.performance(resource.recent(minutes));
          figures.put("queries", resource.recent(minutes).attempts());
          figures.put("failures", resource.recent(minutes).failures());
          figures.put("timeouts", resource.recent(minutes).timeouts());
          figures.put("since_start", Bodies.counters(resource.snapshot()));
          return figures;
        }));
    JsonAnswer.write(context, body);
  }

  private static int minutes(@Nullable String text) {
    try {
      return text == null ? HOUR : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void alerts(Context context) {
    JsonAnswer.write(
        context, Map.of("alerts", resources.alerts().stream().map(Bodies::alert).toList()));
  }

  private void recover(Context context) {
    resources.all().forEach(ManagedResource::recover);
    JsonAnswer.write(context.status(HttpStatus.ACCEPTED), Map.of("status", "recovering"));
  }

  private void reset(Context context) {
    resources.all().stream().map(ManagedResource::policy).forEach(CallPolicy::reset);
    JsonAnswer.write(context, Map.of("status", "reset"));
  }

  private Map<String, Object> each(Function<ManagedResource, Object> body) {
    Map<String, Object> all = new LinkedHashMap<>();
    resources.all().forEach(resource -> all.put(resource.name(), body.apply(resource)));
    return all;
  }

  static void refuse(Context context, String message) {
    JsonAnswer.write(context.status(HttpStatus.BAD_REQUEST), Map.of("error", message));
  }

  private static @Nullable String text(@Nullable Instant at) {
    return at == null ? null : at.toString();
  }
}
