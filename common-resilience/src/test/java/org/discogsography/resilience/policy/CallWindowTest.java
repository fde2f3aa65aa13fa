package org.discogsography.resilience.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.discogsography.resilience.policy.CallWindow.Outcome;
import org.junit.jupiter.api.Test;

class CallWindowTest {
  private final CallWindow window = new CallWindow();

  @Test
  void countsOnlyTheMinutesThatAreAskedFor() {
    window.add(1_000, Outcome.SUCCEEDED, Duration.ofMillis(10));
    window.add(1_004, Outcome.FAILED, Duration.ofMillis(20));
    window.add(1_005, Outcome.TIMED_OUT, Duration.ofMillis(60));

    assertThat(window.last(1_005, 2))
        .isEqualTo(new CallWindow.Figures(2, 2, 1, Duration.ofMillis(40)));
    assertThat(window.last(1_005, 6).attempts()).isEqualTo(3);
  }

  @Test
  void forgetsWhatIsOlderThanAnHour() {
    window.add(1_000, Outcome.SUCCEEDED, Duration.ofMillis(10));
    window.add(1_060, Outcome.FAILED, Duration.ofMillis(10));

    assertThat(window.last(1_060, 60).attempts()).isEqualTo(1);
  }
}
