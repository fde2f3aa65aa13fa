package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.discogsography.resilience.policy.Backoff;
import org.junit.jupiter.api.Test;

class PausesTest {
  private final Pauses pauses =
      new Pauses(
          new Backoff.Exponential(Duration.ofMillis(250), 2, Duration.ofSeconds(1)), new Random(1));

  @Test
  void growToTheCapWithAQuarterOfJitter() {
    for (int expected : new int[] {250, 500, 1_000, 1_000, 1_000}) {
      assertThat(pauses.next().toMillis()).isBetween(expected * 3L / 4, expected * 5L / 4);
    }
  }

  @Test
  void startAgainWhenItWorked() {
    pauses.next();
    pauses.next();
    pauses.reset();
    assertThat(pauses.next()).isLessThan(Duration.ofMillis(313));
  }
}
