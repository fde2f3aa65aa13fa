package org.discogsography.extractor.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.discogsography.extractor.progress.Hindrance.Backlog;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.junit.jupiter.api.Test;

class BacklogRuleTest {
  private final BacklogRule rule = new BacklogRule(new BacklogLimits(100, 1_000, Duration.ZERO));

  @Test
  void isFullFromTheLimitUntilHalfOfItIsLeft() {
    assertThat(full(99, 1)).isFalse();
    assertThat(full(100, 1)).isTrue();
    assertThat(full(99, 1)).isTrue();
    assertThat(full(51, 1)).isTrue();
    assertThat(full(50, 1)).isFalse();
    assertThat(full(99, 1)).isFalse();
  }

  @Test
  void letsAQueueWithoutConsumersGrowLonger() {
    assertThat(full(999, 0)).isFalse();
    assertThat(full(1_000, 0)).isTrue();
    assertThat(full(501, 0)).isTrue();
    assertThat(full(500, 0)).isFalse();
  }

  @Test
  void followsTheConsumersThatComeAndGo() {
    assertThat(full(400, 0)).isFalse();
    assertThat(full(400, 1)).isTrue();
    assertThat(full(400, 0)).isFalse();
  }

  @Test
  void namesTheFullestQueue() {
    List<QueueDepth> depths =
        List.of(
            new QueueDepth("a", 120, 1), new QueueDepth("b", 150, 1), new QueueDepth("c", 400, 0));

    assertThat(rule.full(depths)).isEqualTo(new Backlog("b", 150, 100));
  }

  @Test
  void countsEachQueueByItself() {
    assertThat(rule.full(List.of(new QueueDepth("a", 100, 1), new QueueDepth("b", 60, 1))))
        .isEqualTo(new Backlog("a", 100, 100));
    assertThat(rule.full(List.of(new QueueDepth("a", 50, 1), new QueueDepth("b", 60, 1)))).isNull();
  }

  private boolean full(long ready, long consumers) {
    return rule.full(List.of(new QueueDepth("q", ready, consumers))) != null;
  }
}
