package org.discogsography.resilience.resource;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.policy.CallPolicy;
import org.discogsography.resilience.policy.CallStatistics;

/** Adds {@code circuit_breaker} to a component's details. */
record BreakerHealth(HealthIndicator resource, CallPolicy policy) implements HealthIndicator {
  @Override
  public String name() {
    return resource.name();
  }

  @Override
  public ComponentHealth health() {
    ComponentHealth health = resource.health();
    Map<String, Object> details = new LinkedHashMap<>(health.details());
    details.put("circuit_breaker", breaker());
    return new ComponentHealth(health.status(), health.effect(), details);
  }

  private Map<String, Object> breaker() {
    CallStatistics.Snapshot calls = policy.statistics().snapshot();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("state", policy.state().name().toLowerCase(Locale.ROOT));
    body.put("failures", calls.consecutiveFailures());
    body.put("threshold", policy.settings().breaker().threshold().failures());
    body.put("trips", calls.trips());
    return body;
  }
}
