package org.discogsography.resilience.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.discogsography.resilience.failure.FailureKind;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void exponentialGrowsByItsFactorUpToTheCap() {
    Backoff backoff = new Backoff.Exponential(Duration.ofSeconds(1), 2, Duration.ofSeconds(10));

    assertThat(seconds(backoff, 6)).containsExactly(1L, 2L, 4L, 8L, 10L, 10L);
  }

  @Test
  void exponentialDoesNotOverflow() {
    Backoff backoff = new Backoff.Exponential(Duration.ofSeconds(1), 2, Duration.ofSeconds(60));

    assertThat(backoff.delay(10_000)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void linearGrowsByItsStep() {
    Backoff backoff = new Backoff.Linear(Duration.ofSeconds(2), Duration.ofSeconds(5));

    assertThat(seconds(backoff, 4)).containsExactly(2L, 4L, 5L, 5L);
  }

  @Test
  void fixedStaysTheSame() {
    assertThat(seconds(new Backoff.Fixed(Duration.ofSeconds(5)), 3)).containsExactly(5L, 5L, 5L);
  }

  @Test
  void impossibleFiguresAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff.Fixed(Duration.ZERO))
        .withMessageContaining("greater than 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff.Exponential(Duration.ofSeconds(2), 2, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetrySettings(-1, new Backoff.Fixed(Duration.ofSeconds(1)), 0));
  }

  @Test
  void presetEFollowsItsTablePerKindOfFailure() {
    ResilienceSettings settings = Preset.E.settings();

    assertThat(settings.retry(FailureKind.UNAVAILABLE).retries()).isEqualTo(5);
    assertThat(settings.retry(FailureKind.EXHAUSTED).retries()).isEqualTo(10);
    assertThat(settings.retry(FailureKind.CONTENTION).retries()).isEqualTo(3);
    assertThat(settings.retry(FailureKind.TIMEOUT)).isEqualTo(RetrySettings.NONE);
    assertThat(settings.breaker().halfOpenTrials()).isEqualTo(3);
  }

  private static List<Long> seconds(Backoff backoff, int retries) {
    return IntStream.rangeClosed(1, retries)
        .mapToObj(retry -> backoff.delay(retry).toSeconds())
        .toList();
  }
}
