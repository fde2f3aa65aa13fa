package org.discogsography.resilience.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.resource.SampleEvidence.NOW;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.resource.ManagedResource.SlowCall;
import org.junit.jupiter.api.Test;

/** Each rule at its threshold and just beyond it. */
class AlertRulesTest {
  private final SampleEvidence sample = new SampleEvidence();

  @Test
  void nothingIsSaidOfAHealthyResource() {
    assertThat(sample.alerts()).isEmpty();
  }

  @Test
  void aBreakerIsAWarningAndAfterSixtySecondsCritical() {
    sample.openSince = NOW.minusSeconds(60);
    assertThat(sample.alerts()).containsExactly("warning breaker_open");

    sample.openSince = NOW.minusSeconds(61);
    assertThat(sample.alerts()).containsExactly("critical breaker_open");
  }

  @Test
  void aBreakerThatOpensThreeTimesInFiveMinutesFlaps() {
    sample.recentTrips = 2;
    assertThat(sample.alerts()).isEmpty();

    sample.recentTrips = 3;
    assertThat(sample.alerts()).containsExactly("warning breaker_flapping");
  }

  @Test
  void aPoolIsSaturatedAboveEightyPercent() {
    sample.active = 16;
    assertThat(sample.alerts()).isEmpty();

    sample.active = 17;
    assertThat(sample.alerts()).containsExactly("warning pool_saturation");
  }

  @Test
  void elevenTimeoutsAMinuteAreTooMany() {
    sample.timeouts = 10;
    assertThat(sample.alerts()).isEmpty();

    sample.timeouts = 11;
    assertThat(sample.alerts()).containsExactly("warning query_timeouts");
  }

  @Test
  void aFailedHealthCheckIsToldAndOneThatHasNotEndedIsNot() {
    sample.available = false;
    sample.bestScore = 0;
    assertThat(sample.alerts()).contains("info health_check_failed");

    sample.lastCheck = null;
    assertThat(sample.alerts()).doesNotContain("info health_check_failed");
  }

  @Test
  void threeFailedCallsInARowAreToldWithTheLastError() {
    sample.consecutiveFailures = 2;
    assertThat(sample.alerts()).isEmpty();

    sample.consecutiveFailures = 3;
    assertThat(sample.alerts()).containsExactly("warning connection_failures");
    assertThat(new AlertRules(AlertSettings.DEFAULT).evaluate(sample.evidence()))
        .allSatisfy(alert -> assertThat(alert.message()).contains("3 calls", "connection lost"))
        .allSatisfy(alert -> assertThat(alert.action()).isNotBlank());
  }

  @Test
  void elevenReconnectionsAnHourAreTooMany() {
    sample.reconnections = 10;
    assertThat(sample.alerts()).isEmpty();

    sample.reconnections = 11;
    assertThat(sample.alerts()).containsExactly("warning reconnections");
  }

  @Test
  void twentyOneRollbacksAnHourAreTooMany() {
    sample.rollbacks = 20;
    assertThat(sample.alerts()).isEmpty();

    sample.rollbacks = 21;
    assertThat(sample.alerts()).containsExactly("warning rollbacks");
  }

  @Test
  void bothThresholdsAreSettings() {
    sample.reconnections = 11;
    sample.rollbacks = 21;
    AlertSettings settings =
        AlertSettings.from(
            Environment.of(
                Map.of(
                    "RESILIENCE_ALERT_RECONNECTIONS", "11",
                    "RESILIENCE_ALERT_ROLLBACKS", "21")));

    assertThat(new AlertRules(settings).evaluate(sample.evidence())).isEmpty();
  }

  @Test
  void lessThanNinetyFivePercentSuccessIsCritical() {
    sample.failures = 50;
    assertThat(sample.alerts()).isEmpty();

    sample.failures = 51;
    assertThat(sample.alerts()).containsExactly("critical success_rate");
  }

  @Test
  void moreWaitersThanConnectionsAreAStorm() {
    sample.waiting = 20;
    assertThat(sample.alerts()).isEmpty();

    sample.waiting = 21;
    assertThat(sample.alerts()).containsExactly("warning connection_storm");
  }

  @Test
  void soIsAPoolThatWasOpenedMoreThanTwiceWithinAMinute() {
    sample.openedLastMinute = 40;
    assertThat(sample.alerts()).isEmpty();

    sample.openedLastMinute = 41;
    assertThat(sample.alerts()).containsExactly("warning connection_storm");
  }

  @Test
  void aCallOfMoreThanASecondIsSlowForFiveMinutes() {
    sample.slowCalls =
        List.of(
            new SlowCall(NOW, "select 1", Duration.ofMillis(1000)),
            new SlowCall(NOW.minusSeconds(301), "select 2", Duration.ofMillis(5000)));
    assertThat(sample.alerts()).isEmpty();

    sample.slowCalls =
        List.of(new SlowCall(NOW.minusSeconds(300), "select 3", Duration.ofMillis(1001)));
    assertThat(sample.alerts()).containsExactly("warning slow_queries");
  }

  @Test
  void aScoreThatFallsByMoreThanTenIsTold() {
    sample.failures = 50;
    sample.bestScore = sample.evidence().score() + 10;
    assertThat(sample.alerts()).isEmpty();

    sample.bestScore++;
    assertThat(sample.alerts()).containsExactly("warning health_score_falling");
  }

  @Test
  void aScoreOfEightyIsNotGood() {
    sample.bestScore = 0;
    // 10 for the pool and some of 30 for the calls are missing.
    sample.active = 20;
    sample.failures = 316;
    assertThat(sample.evidence().score()).isEqualTo(81);
    assertThat(sample.alerts()).doesNotContain("warning health_score");

    sample.failures = 350;
    assertThat(sample.evidence().score()).isEqualTo(80);
    assertThat(sample.alerts()).contains("warning health_score");
  }

  @Test
  void theWorstComesFirst() {
    sample.rollbacks = 21;
    sample.failures = 100;
    sample.available = false;
    sample.bestScore = 0;

    assertThat(sample.alerts().getFirst()).startsWith("critical");
    assertThat(sample.alerts().getLast()).startsWith("info");
  }
}
