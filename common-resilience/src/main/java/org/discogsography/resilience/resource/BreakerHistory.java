package org.discogsography.resilience.resource;

import java.time.Instant;
import java.util.List;
import org.discogsography.resilience.policy.BreakerState;

/**
 * What a breaker did since the start.
 *
 * @param closedShare the share of the time in which it was closed, 0 to 1
 * @param transitions the last ones, oldest first; bounded
 */
public record BreakerHistory(double closedShare, List<Transition> transitions) {
  /** A breaker that was never anything but closed. */
  public static final BreakerHistory NONE = new BreakerHistory(1, List.of());

  public BreakerHistory {
    transitions = List.copyOf(transitions);
  }

  /** One change of state. */
  public record Transition(Instant at, BreakerState state) {}
}
