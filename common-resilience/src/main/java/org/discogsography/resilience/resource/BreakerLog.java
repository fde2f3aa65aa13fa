package org.discogsography.resilience.resource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.resource.BreakerHistory.Transition;

/** Adds up how long a breaker was closed, and keeps its last changes. Thread-safe. */
final class BreakerLog {
  private static final int KEPT = 50;

  private final Clock clock;
  private final Instant began;
  private final Deque<Transition> transitions = new ArrayDeque<>();
  private Duration closed = Duration.ZERO;
  private BreakerState state = BreakerState.CLOSED;
  private Instant since;

  BreakerLog(Clock clock) {
    this.clock = clock;
    this.began = clock.instant();
    this.since = began;
  }

  synchronized void entered(BreakerState now) {
    Instant at = clock.instant();
    closed = closedUntil(at);
    state = now;
    since = at;
    if (transitions.size() == KEPT) {
      transitions.removeFirst();
    }
    transitions.addLast(new Transition(at, now));
  }

  synchronized BreakerHistory history() {
    Instant now = clock.instant();
    long all = Duration.between(began, now).toMillis();
    double share = all <= 0 ? 1 : (double) closedUntil(now).toMillis() / all;
    return new BreakerHistory(share, List.copyOf(transitions));
  }

  private Duration closedUntil(Instant now) {
    return state == BreakerState.CLOSED ? closed.plus(Duration.between(since, now)) : closed;
  }
}
