package org.discogsography.resilience.health;

/**
 * Whether a loop of this service still turns. Never looks at dependencies: a service that waits for
 * a store is alive. Answers from memory, at once; thread-safe.
 */
@FunctionalInterface
public interface LivenessCheck {
  boolean alive();
}
