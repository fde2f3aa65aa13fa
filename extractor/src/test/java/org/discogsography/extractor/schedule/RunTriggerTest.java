package org.discogsography.extractor.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunTriggerTest {
  private final RunTrigger trigger = new RunTrigger();

  @Test
  void refusesWhileTheFirstRunIsUnderWay() {
    assertThat(trigger.request()).isFalse();
  }

  @Test
  void takesOneRequestBetweenRuns() {
    trigger.end();

    assertThat(trigger.isRequested()).isFalse();
    assertThat(trigger.request()).isTrue();
    assertThat(trigger.request()).isFalse();
    assertThat(trigger.isRequested()).isTrue();
    assertThat(trigger.begin()).isTrue();
    assertThat(trigger.request()).isFalse();
    trigger.end();
    assertThat(trigger.isRequested()).isFalse();
  }

  @Test
  void knowsARunThatNobodyRequested() {
    trigger.end();
    assertThat(trigger.begin()).isFalse();
  }
}
