package org.discogsography.resilience.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.BreakerSettings.Consecutive;
import org.discogsography.resilience.policy.BreakerSettings.WithinPeriod;
import org.junit.jupiter.api.Test;

class CallPolicyTest {
  private static final BreakerSettings TWO_FAILURES =
      new BreakerSettings(new Consecutive(2), Duration.ofHours(1), 1);
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void retriesAsOftenAsTheKindOfFailureAllowsAndEachAttemptCountsForTheBreaker() {
    CallPolicy policy =
        policy(new BreakerSettings(new Consecutive(100), Duration.ofHours(1), 1), 3);

    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(StoreException.class);

    assertThat(calls).hasValue(4);
    assertThat(policy.statistics().snapshot().failures()).isEqualTo(4);
    assertThat(policy.statistics().snapshot().retries()).containsEntry(FailureKind.UNAVAILABLE, 3L);
  }

  @Test
  void returnsWhatALaterAttemptReturns() throws InterruptedException {
    CallPolicy policy = policy(TWO_FAILURES, 3);

    String answer = policy.call(() -> calls.get() == 0 ? fail(FailureKind.UNAVAILABLE) : "answer");

    assertThat(answer).isEqualTo("answer");
    assertThat(policy.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void anOpenBreakerEndsTheRetriesAndRejectsAtOnceWithTheReason() {
    CallPolicy policy = policy(TWO_FAILURES, 10);

    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOfSatisfying(
            CallRejectedException.class,
            e -> {
              assertThat(e).hasMessageContaining("failing fast").hasMessageContaining("provoked");
              assertThat(e.retryAfter()).isPositive();
            });

    assertThat(calls).hasValue(2);
    assertThat(policy.state()).isEqualTo(BreakerState.OPEN);
    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(CallRejectedException.class);
    assertThat(calls).hasValue(2);
  }

  @Test
  void neverRetriesBadDataAndNeverCountsItForTheBreaker() {
    ResilienceSettings settings = settings(TWO_FAILURES, 3).with(FailureKind.DATA, quick(5));
    CallPolicy policy = new CallPolicy("postgres", settings);

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.DATA)))
          .isInstanceOf(StoreException.class);
    }

    assertThat(calls).hasValue(5);
    assertThat(policy.state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void aStatementTimeoutFailsAtOnce() {
    CallPolicy policy = new CallPolicy("postgres", Preset.E.settings());

    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.TIMEOUT)))
        .isInstanceOf(StoreException.class);

    assertThat(calls).hasValue(1);
  }

  @Test
  void aProbeClosesTheBreakerBeforeItsDelay() throws InterruptedException {
    CallPolicy policy = policy(TWO_FAILURES, 10);
    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(CallRejectedException.class);

    policy.probeSucceeded();

    assertThat(policy.call(() -> "answer")).isEqualTo("answer");
    assertThat(policy.statistics().snapshot().trips()).isEqualTo(1);
    assertThat(policy.statistics().snapshot().openSince()).isNull();
  }

  @Test
  void halfOpenLetsOneTrialThroughAndOneFailureOpensItAgain() {
    CallPolicy policy = policy(new BreakerSettings(new Consecutive(1), Duration.ofNanos(1), 1), 0);

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
          .isInstanceOf(StoreException.class);
    }

    assertThat(policy.statistics().snapshot().trips()).isEqualTo(3);
  }

  @Test
  void failuresWithinAPeriodCountAlthoughCallsSucceedBetweenThem() throws InterruptedException {
    BreakerSettings window =
        new BreakerSettings(new WithinPeriod(2, Duration.ofMinutes(1)), Duration.ofHours(1), 3);
    CallPolicy policy = policy(window, 0);

    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(StoreException.class);
    policy.call(() -> "answer");
    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(StoreException.class);

    assertThat(policy.state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void newSettingsHoldFromTheNextCallOnAndAnOpenBreakerStaysOpen() {
    CallPolicy policy = policy(TWO_FAILURES, 10);
    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(CallRejectedException.class);

    policy.reconfigure(settings(TWO_FAILURES, 1));

    assertThat(policy.state()).isEqualTo(BreakerState.OPEN);
    assertThat(policy.settings().retry(FailureKind.UNAVAILABLE).retries()).isEqualTo(1);
  }

  @Test
  void figuresOfTheLastMinutesCountAttemptsAndFailures() throws InterruptedException {
    CallPolicy policy = policy(new BreakerSettings(new Consecutive(9), Duration.ofHours(1), 1), 0);

    policy.call(() -> "answer");
    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.TIMEOUT)))
        .isInstanceOf(StoreException.class);

    CallStatistics.Recent recent = policy.statistics().recent(5);
    assertThat(recent.attempts()).isEqualTo(2);
    assertThat(recent.timeouts()).isEqualTo(1);
    assertThat(recent.successRate()).isEqualTo(0.5);
    assertThat(policy.statistics().snapshot().consecutiveFailures()).isEqualTo(1);
  }

  @Test
  void whatProvesNothingBySucceedingDoesNotHideFailures() throws InterruptedException {
    CallPolicy policy = policy(TWO_FAILURES, 0);
    for (int i = 0; i < 2; i++) {
      assertThat(policy.admit(() -> "a connection")).isEqualTo("a connection");
      assertThatThrownBy(() -> policy.observe(() -> fail(FailureKind.SYSTEMIC)))
          .isInstanceOf(StoreException.class);
    }

    assertThat(policy.state()).isEqualTo(BreakerState.OPEN);
    assertThatThrownBy(() -> policy.admit(() -> "a connection"))
        .isInstanceOf(CallRejectedException.class);
    assertThat(policy.statistics().snapshot().attempts()).isEqualTo(2);
  }

  @Test
  void whatProvesNothingBySucceedingIsTriedAgainAndItsFailuresCount() {
    CallPolicy policy = policy(TWO_FAILURES, 5);

    assertThatThrownBy(() -> policy.admit(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(CallRejectedException.class);

    assertThat(calls).hasValue(2);
    assertThat(policy.state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void anInterruptEndsTheWaitForARetry() throws InterruptedException {
    RetrySettings patient = new RetrySettings(3, new Backoff.Fixed(Duration.ofHours(1)), 0);
    CallPolicy policy =
        new CallPolicy(
            "postgres", settings(TWO_FAILURES, 0).with(FailureKind.UNAVAILABLE, patient));
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> policy.call(() -> fail(FailureKind.UNAVAILABLE)))
        .isInstanceOf(InterruptedException.class);

    Thread.interrupted();
  }

  private CallPolicy policy(BreakerSettings breaker, int retries) {
    return new CallPolicy("postgres", settings(breaker, retries));
  }

  private static ResilienceSettings settings(BreakerSettings breaker, int retries) {
    return new ResilienceSettings(
        breaker, Map.of(FailureKind.UNAVAILABLE, quick(retries)), Duration.ofMinutes(1));
  }

  private static RetrySettings quick(int retries) {
    return new RetrySettings(retries, new Backoff.Fixed(Duration.ofMillis(1)), 0);
  }

  private String fail(FailureKind kind) {
    calls.incrementAndGet();
    throw new StoreException(
        "postgres", kind, "08006", "provoked", new IllegalStateException("provoked"));
  }
}
