package org.discogsography.resilience.operations.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.resource.ManagedResource;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /resilience/test/...}: failures that never reach a server, through the real policies
 * of the dependency that {@code resource} names (default the first). Needs the admin token and
 * RESILIENCE_FAULT_INJECTION=true; without either they are refused with 403 or 401. One at a time.
 */
public final class FaultRoutes implements ServiceRoutes {
  private static final int MOST_FAILURES = 100;
  private static final int MOST_RETRIES = 20;

  private final Resources resources;
  private final AdminToken token;
  private final boolean enabled;
  private final Semaphore turn = new Semaphore(1);

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
    routes.post("/resilience/test/circuit-breaker", guarded(this::breaker));
    routes.post("/resilience/test/retry", guarded(this::retry));
  }

  private Handler guarded(JsonRequest.Action action) {
    Handler oneAtATime =
        context -> {
          if (!turn.tryAcquire()) {
            TestConnection.busy(context);
            return;
          }
          try {
            JsonRequest.handler(action).handle(context);
          } finally {
            turn.release();
          }
        };
    return token.guard(enabled(oneAtATime));
  }

  private Handler enabled(Handler handler) {
    return context -> {
      if (enabled) {
        handler.handle(context);
        return;
      }
      JsonAnswer.write(
          context.status(HttpStatus.FORBIDDEN),
          Map.of("error", "RESILIENCE_FAULT_INJECTION is not true on this service."));
    };
  }

  private void breaker(Context context, JsonRequest request) throws InterruptedException {
    int failures = count(request, "simulateFailures", MOST_FAILURES);
    ManagedResource resource = resource(request);
    AtomicInteger made = new AtomicInteger();
    for (int i = 0; i < failures; i++) {
      provoke(resource, made, FailureKind.TIMEOUT, Integer.MAX_VALUE);
    }
    JsonAnswer.write(
        context,
        Map.of(
            "resource", resource.name(),
            "failures", made.get(),
            "circuit_breaker", Bodies.breaker(resource.snapshot())));
  }

  private void retry(Context context, JsonRequest request) throws InterruptedException {
    int failures = count(request, "failTimes", MOST_RETRIES);
    ManagedResource resource = resource(request);
    AtomicInteger attempts = new AtomicInteger();
    boolean succeeded = provoke(resource, attempts, FailureKind.UNAVAILABLE, failures);
    JsonAnswer.write(
        context,
        Map.of("resource", resource.name(), "attempts", attempts.get(), "succeeded", succeeded));
  }

  private ManagedResource resource(JsonRequest request) {
    String name = request.text("resource");
    return resources.all().stream()
        .filter(resource -> name == null || resource.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new BadRequestException("This service has no such dependency."));
  }

  private static int count(JsonRequest request, String field, int most) {
    @Nullable Integer count = request.integer(field, 0, most);
    if (count == null) {
      throw new BadRequestException(field + " is missing.");
    }
    return count;
  }

  private static boolean provoke(
      ManagedResource resource, AtomicInteger attempts, FailureKind kind, int failures)
      throws InterruptedException {
    try {
      resource
          .policy()
          .call(() -> {
            if (attempts.incrementAndGet() <= failures) {
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
}
