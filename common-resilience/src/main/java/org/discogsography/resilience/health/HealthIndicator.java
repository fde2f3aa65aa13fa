package org.discogsography.resilience.health;

/** Answers from memory, at once, whatever the component is doing; thread-safe. */
public interface HealthIndicator {
  /** The component's name, such as {@code postgres}. */
  String name();

  ComponentHealth health();
}
