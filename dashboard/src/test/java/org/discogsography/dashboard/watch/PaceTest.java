package org.discogsography.dashboard.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private long nanos;
  private final Pace pace = new Pace(SECOND, () -> nanos);

  @Test
  void whatATurnTakesDoesNotPutOffTheNext() {
    assertThat(pauseAfter(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(995));
    assertThat(pauseAfter(Duration.ofMillis(300))).isEqualTo(Duration.ofMillis(700));
  }

  @Test
  void whoIsLateGoesOnAtOnceAndWithoutABurst() {
    assertThat(pauseAfter(Duration.ofMillis(3_500))).isZero();
    assertThat(pauseAfter(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(995));
  }

  /** Time passes with the turn and with the pause after it. */
  private Duration pauseAfter(Duration turn) {
    nanos += turn.toNanos();
    Duration pause = pace.pause();
    nanos += pause.toNanos();
    return pause;
  }
}
