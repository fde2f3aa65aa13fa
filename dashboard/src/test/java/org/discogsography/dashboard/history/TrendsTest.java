package org.discogsography.dashboard.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrendsTest {
  private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final History history =
      new History(List.of(new Column("depth", Merge.HIGHEST), new Column("in", Merge.MEAN)));

  @Test
  void nothingIsSaidOfAQueueThatWasNotSeen() {
    assertThat(of(0)).isEqualTo(QueueTrend.UNKNOWN);
  }

  @Test
  void theSampleOfASecondAgoIsAsGoodAsThisSecondsOwn() {
    add(0, 100, 10);
    add(40, 60, 10);

    assertThat(of(41).perSecond()).isNegative();
    assertThat(of(46)).isEqualTo(QueueTrend.UNKNOWN);
  }

  @Test
  void aQueueThatShrinksHasATimeAtWhichItIsEmpty() {
    for (int second = 0; second <= 60; second++) {
      add(second, 1_000 - 10 * second, 20);
    }

    QueueTrend trend = of(60);

    assertThat(trend.perSecond()).isEqualTo(-10);
    assertThat(trend.secondsLeft()).isEqualTo(40);
  }

  @Test
  void isAsFarBehindAsItTookForItsMessagesToArrive() {
    for (int second = 0; second <= 60; second++) {
      add(second, 300, 10);
    }

    assertThat(of(60).behindSeconds()).isEqualTo(30);
    assertThat(of(60).behindAtLeast()).isFalse();
    assertThat(of(60).secondsLeft()).isNull();
  }

  @Test
  void saysAtLeastWhereTheHistoryEnds() {
    for (int second = 0; second <= 60; second++) {
      add(second, 5_000, 10);
    }

    assertThat(of(60).behindAtLeast()).isTrue();
    assertThat(of(60).behindSeconds()).isEqualTo(61);
  }

  @Test
  void anEmptyQueueIsNotBehind() {
    add(0, 0, 10);

    assertThat(of(0).behindSeconds()).isZero();
  }

  private void add(int second, float depth, float in) {
    history.add(START.plusSeconds(second), new float[] {depth, in});
  }

  private QueueTrend of(int second) {
    return new Trends(history).of("depth", "in", START.plusSeconds(second));
  }
}
