package org.discogsography.resilience.neo4j;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.discogsography.resilience.neo4j.Availability.Phase;

/**
 * When to probe next: every 5 s while the server is up; while it is away 250 ms at first, then
 * growing to 1 s; while it refuses, growing to 5 s (it locks users out who try too often). Each
 * delay is up to a quarter shorter at random, so that clients do not come in step. Not thread-safe.
 */
final class ProbePace {
  static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration AWAY_CAP = Duration.ofSeconds(1);
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final double JITTER = 0.25;

  private final DoubleSupplier random;
  private Duration failureDelay = SHORTEST;

  /**
   * A pace that starts over.
   *
   * @param random from 0 to 1
   */
  ProbePace(DoubleSupplier random) {
    this.random = random;
  }

  Duration next(Phase phase) {
    return switch (phase) {
      case UP -> {
        failureDelay = SHORTEST;
        yield jittered(CALM);
      }
      case CONNECTING, AWAY -> growing(AWAY_CAP);
      case BROKEN -> growing(CALM);
    };
  }

  private Duration growing(Duration cap) {
    Duration delay = lesser(failureDelay, cap);
    failureDelay = lesser(delay.multipliedBy(3).dividedBy(2), CALM);
    return jittered(delay);
  }

  private Duration jittered(Duration delay) {
    double share = 1 - JITTER * random.getAsDouble();
    return Duration.ofNanos(Math.round((double) delay.toNanos() * share));
  }

  private static Duration lesser(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
