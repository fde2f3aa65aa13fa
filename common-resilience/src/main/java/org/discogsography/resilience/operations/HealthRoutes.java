package org.discogsography.resilience.operations;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.resilience.health.HealthSnapshot;
import org.discogsography.resilience.health.ServiceHealth;
import org.discogsography.resilience.health.Status;

/** Health in the shape of Spring Boot's Actuator, with its probes for liveness and readiness. */
final class HealthRoutes implements ServiceRoutes {
  private final ServiceHealth health;

  HealthRoutes(ServiceHealth health) {
    this.health = health;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/health", this::health);
    routes.get("/health/live", this::live);
    routes.get("/health/ready", this::ready);
  }

  private void health(Context context) {
    HealthSnapshot snapshot = health.snapshot();
    context.status(httpStatus(snapshot.status())).json(snapshot.asMap());
  }

  private void live(Context context) {
    Map<String, Boolean> loops = health.liveness();
    Map<String, Object> components = new LinkedHashMap<>();
    loops.forEach((name, alive) -> components.put(name, Map.of("status", status(alive).name())));
    answer(context, status(!loops.containsValue(false)), "components", components);
  }

  private void ready(Context context) {
    Status status = status(health.ready());
    answer(context, status, "waiting_for", health.waitingFor());
  }

  private static void answer(Context context, Status status, String name, Object value) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("status", status.name());
    body.put(name, value);
    context.status(httpStatus(status)).json(body);
  }

  private static Status status(boolean good) {
    return good ? Status.UP : Status.DOWN;
  }

  private static HttpStatus httpStatus(Status status) {
    return switch (status) {
      case UP, DEGRADED -> HttpStatus.OK;
      case DOWN -> HttpStatus.SERVICE_UNAVAILABLE;
    };
  }
}
