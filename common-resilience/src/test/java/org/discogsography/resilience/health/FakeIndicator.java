package org.discogsography.resilience.health;

import java.util.Map;
import java.util.function.Supplier;

/** An indicator that says what the test wants. */
final class FakeIndicator implements HealthIndicator {
  private final String name;
  private volatile Supplier<ComponentHealth> answer = () -> ComponentHealth.up(Map.of());

  FakeIndicator(String name) {
    this.name = name;
  }

  FakeIndicator says(Supplier<ComponentHealth> next) {
    answer = next;
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public ComponentHealth health() {
    return answer.get();
  }
}
