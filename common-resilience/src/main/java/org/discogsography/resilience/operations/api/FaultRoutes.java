package org.discogsography.resilience.operations.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.resource.ManagedResource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /resilience/test/...}: failures that never reach a server, through the real policies.
 * Needs the admin token and RESILIENCE_FAULT_INJECTION=true; without either they are refused with
 * 403 or 401.
 */
public final class FaultRoutes implements ServiceRoutes {
  private static final int MOST = 100;

  private final Resources resources;
  private final AdminToken token;
  private final boolean enabled;

  private FaultRoutes(Resources resources, AdminToken token, boolean enabled) {
    this.resources = resources;
    this.token = token;
    this.enabled = enabled;
  }

  public static FaultRoutes from(Environment environment, Resources resources, AdminToken token) {
    return new FaultRoutes(resources, token, environment.flag("RESILIENCE_FAULT_INJECTION", false));
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post("/resilience/test/circuit-breaker", token.guard(enabled(this::breaker)));
    routes.post("/resilience/test/retry", token.guard(enabled(this::retry)));
  }

  private Handler enabled(Handler handler) {
    return context -> {
      if (enabled) {
        handler.handle(context);
        return;
      }
      context
          .status(HttpStatus.FORBIDDEN)
          .json(Map.of("error", "RESILIENCE_FAULT_INJECTION is not true on this service."));
    };
  }

  private void breaker(Context context) throws InterruptedException {
    int failures = count(context, "simulateFailures");
    ManagedResource resource = resources.all().getFirst();
    AtomicInteger made = new AtomicInteger();
    for (int i = 0; i < failures; i++) {
      provoke(resource, made, FailureKind.TIMEOUT, 1);
    }
    context.json(
        Map.of(
            "resource", resource.name(),
            "failures", made.get(),
            "circuit_breaker", Bodies.breaker(resource.snapshot())));
  }

  private void retry(Context context) throws InterruptedException {
    int failures = count(context, "failTimes");
    ManagedResource resource = resources.all().getFirst();
    AtomicInteger attempts = new AtomicInteger();
    boolean succeeded = provoke(resource, attempts, FailureKind.UNAVAILABLE, failures);
    context.json(
        Map.of("resource", resource.name(), "attempts", attempts.get(), "succeeded", succeeded));
  }

  private static boolean provoke(
      ManagedResource resource, AtomicInteger attempts, FailureKind kind, int failures)
      throws InterruptedException {
    try {
      resource
          .policy()
          .call(() -> {
            if (attempts.incrementAndGet() <= failures || kind == FailureKind.TIMEOUT) {
              throw simulated(resource, kind);
            }
            return attempts.get();
          });
      return true;
    } catch (StoreException | CallRejectedException e) {
      return false;
    }
  }

  private static StoreException simulated(ManagedResource resource, FailureKind kind) {
    return new StoreException(
        resource.name(),
        kind,
        "simulated",
        "a simulated failure",
        new IllegalStateException("a simulated failure"));
  }

  private static int count(Context context, String field) {
    try {
      JsonNode body = JsonMapper.shared().readTree(context.body());
      int count = body.path(field).asInt(0);
      return Math.clamp(count, 0, MOST);
    } catch (JacksonException e) {
      return 0;
    }
  }
}
