package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CheckoutsTest {
  private final AtomicLong now = new AtomicLong();
  private final Checkouts checkouts = new Checkouts(Duration.ofSeconds(60), now::get);

  @Test
  void aConnectionThatIsHeldTooLongIsLeaked() {
    Checkouts.Ticket ticket = checkouts.taken();
    pass(Duration.ofSeconds(60));
    assertThat(checkouts.leaked()).isZero();

    pass(Duration.ofSeconds(1));
    assertThat(checkouts.leaked()).isEqualTo(1);
    assertThat(checkouts.leakedInAll()).isEqualTo(1);

    checkouts.returned(ticket);
    assertThat(checkouts.leaked()).isZero();
    assertThat(checkouts.leakedInAll()).isEqualTo(1);
  }

  @Test
  void givenBackTwiceCountsOnce() {
    Checkouts.Ticket ticket = checkouts.taken();
    pass(Duration.ofSeconds(61));
    checkouts.returned(ticket);
    checkouts.returned(ticket);

    assertThat(checkouts.leakedInAll()).isEqualTo(1);
  }

  @Test
  void zeroSwitchesItOff() {
    Checkouts off = new Checkouts(Duration.ZERO, now::get);
    off.taken();
    pass(Duration.ofDays(1));

    assertThat(off.leaked()).isZero();
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
