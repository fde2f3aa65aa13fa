package org.discogsography.resilience.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.rabbit.Pauses;

/**
 * The pauses of a loop.
 *
 * @param hold between writes that a store refuses although it is there
 * @param contending after losing to another transaction
 * @param disconnect before looking for the broker again
 * @param bug after an error of the loop itself
 */
record LoopPauses(
    Backoff hold, Backoff contending, Backoff disconnect, Backoff bug, RandomGenerator random) {
  static LoopPauses defaults() {
    return new LoopPauses(
        exponential(Duration.ofMillis(250), Duration.ofSeconds(1)),
        exponential(Duration.ofMillis(20), Duration.ofSeconds(1)),
        new Backoff.Fixed(Duration.ofMillis(200)),
        exponential(Duration.ofSeconds(1), Duration.ofMinutes(1)),
        RandomGenerator.getDefault());
  }

  Pauses holding() {
    return new Pauses(hold, random);
  }

  Pauses contention() {
    return new Pauses(contending, random);
  }

  Pauses afterDisconnects() {
    return new Pauses(disconnect, random);
  }

  Pauses afterBugs() {
    return new Pauses(bug, random);
  }

  private static Backoff exponential(Duration first, Duration cap) {
    return new Backoff.Exponential(first, 2, cap);
  }
}
