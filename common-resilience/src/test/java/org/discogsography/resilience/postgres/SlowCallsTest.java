package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.discogsography.resilience.resource.ManagedResource.SlowCall;
import org.junit.jupiter.api.Test;

class SlowCallsTest {
  private final SlowCalls calls = new SlowCalls(Duration.ofSeconds(1), Clock.systemUTC());

  @Test
  void keepsOnlyWhatWasSlow() {
    calls.ended("select 1", Duration.ofMillis(1000));
    calls.ended("select 'secret'", Duration.ofMillis(1001));

    assertThat(calls.newestFirst())
        .singleElement()
        .extracting(SlowCall::what)
        .isEqualTo("select ?");
  }

  @Test
  void keepsTheNewestAndSoManyOfThem() {
    for (int i = 0; i < 3 * SlowCalls.KEPT; i++) {
      calls.ended("select a" + i, Duration.ofSeconds(2));
    }

    assertThat(calls.newestFirst()).hasSize(SlowCalls.KEPT);
    assertThat(calls.newestFirst().getFirst().what()).isEqualTo("select a149");
    assertThat(calls.newestFirst().getLast().what()).isEqualTo("select a100");
  }
}
