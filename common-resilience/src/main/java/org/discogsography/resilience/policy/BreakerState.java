package org.discogsography.resilience.policy;

/** The state of a circuit breaker. */
public enum BreakerState {
  /** Calls go through. */
  CLOSED,
  /** Calls are rejected at once. */
  OPEN,
  /** A few calls go through as trials. */
  HALF_OPEN
}
