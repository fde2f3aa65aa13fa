package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.discogsography.resilience.rabbit.ConnectionState.Away;
import org.discogsography.resilience.rabbit.ConnectionState.Closed;
import org.discogsography.resilience.rabbit.ConnectionState.Up;
import org.junit.jupiter.api.Test;

class ConnectionStateTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant LATER = NOON.plusSeconds(60);
  private static final ConnectionProblem PROBLEM = ConnectionProblem.away("on purpose");

  @Test
  void everyConnectionIsANewEpoch() {
    ConnectionState first = ConnectionState.starting(NOON).connected(NOON);
    ConnectionState second = first.lost(1, PROBLEM, LATER).connected(LATER);
    assertThat(first).isEqualTo(new Up(1, NOON));
    assertThat(second).isEqualTo(new Up(2, LATER));
  }

  @Test
  void newsOfAnEarlierEpochChangesNothing() {
    ConnectionState second = new Up(2, NOON);
    assertThat(second.lost(1, PROBLEM, LATER)).isSameAs(second);
  }

  @Test
  void theOutageBeginsWhenTheConnectionIsLostAndKeepsThatTime() {
    ConnectionProblem next = ConnectionProblem.away("still");
    ConnectionState away = new Up(3, NOON).lost(3, PROBLEM, LATER);
    assertThat(away).isEqualTo(new Away(3, LATER, PROBLEM, 0));
    assertThat(away.failed(next).failed(next)).isEqualTo(new Away(3, LATER, next, 2));
    assertThat(away.lost(3, next, LATER.plusSeconds(1))).isSameAs(away);
  }

  @Test
  void nothingResurrectsWhatWasClosed() {
    ConnectionState closed = new Up(1, NOON).closed(LATER);
    assertThat(closed).isEqualTo(new Closed(1, LATER));
    assertThat(closed.connected(LATER)).isSameAs(closed);
    assertThat(closed.failed(PROBLEM)).isSameAs(closed);
    assertThat(closed.lost(1, PROBLEM, LATER)).isSameAs(closed);
    assertThat(closed.closed(LATER.plusSeconds(1))).isSameAs(closed);
  }

  @Test
  void noOrderOfEventsEverLowersTheEpoch() {
    Random random = new Random(42);
    ConnectionState state = ConnectionState.starting(NOON);
    for (int i = 0; i < 10_000; i++) {
      ConnectionState next =
          switch (random.nextInt(3)) {
            case 0 -> state.connected(NOON);
            case 1 -> state.failed(PROBLEM);
            default -> state.lost(random.nextLong(state.epoch() + 2), PROBLEM, NOON);
          };
      boolean connected = state instanceof Away && next instanceof Up;
      assertThat(next.epoch()).isEqualTo(state.epoch() + (connected ? 1 : 0));
      state = next;
    }
  }
}
