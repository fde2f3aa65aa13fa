package org.discogsography.resilience.health;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Asks an indicator without being hurt by it: one that throws is reported as such, and one that
 * hangs is not asked again until it has answered.
 */
final class BoundedIndicator {
  private final HealthIndicator indicator;
  private final String name;
  private final Executor executor;
  private @Nullable CompletableFuture<ComponentHealth> asked;
  private @Nullable ComponentHealth last;

  BoundedIndicator(HealthIndicator indicator, Executor executor) {
    this.indicator = indicator;
    this.name = indicator.name();
    this.executor = executor;
  }

  String name() {
    return name;
  }

  /** Starts asking, or joins the question that is still open. */
  synchronized CompletableFuture<ComponentHealth> ask() {
    if (asked == null || asked.isDone()) {
      asked = CompletableFuture.supplyAsync(this::answer, executor);
    }
    return asked;
  }

  private ComponentHealth answer() {
    ComponentHealth health;
    try {
      health = indicator.health();
    } catch (RuntimeException e) {
      health = ComponentHealth.degraded(Map.of("reason", "the indicator failed: " + e));
    }
    remember(health);
    return health;
  }

  private synchronized void remember(ComponentHealth health) {
    last = health;
  }

  /** For when the answer did not come in time: no better than the last one. */
  synchronized ComponentHealth silent() {
    ComponentHealth silence =
        ComponentHealth.degraded(Map.of("reason", "the indicator does not answer"));
    return last == null
        ? silence
        : new ComponentHealth(
            silence.status().worse(last.status()),
            silence.effect().worse(last.effect()),
            silence.details());
  }
}
