package org.discogsography.dashboard;

import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.health.Status;

/** A dependency whose absence, for whatever reason, degrades the dashboard and nothing more. */
record NotNeeded(HealthIndicator dependency) implements HealthIndicator {
  @Override
  public String name() {
    return dependency.name();
  }

  @Override
  public ComponentHealth health() {
    ComponentHealth health = dependency.health();
    Status effect =
        switch (health.effect()) {
          case UP -> Status.UP;
          case DEGRADED, DOWN -> Status.DEGRADED;
        };
    return new ComponentHealth(health.status(), effect, health.details());
  }
}
