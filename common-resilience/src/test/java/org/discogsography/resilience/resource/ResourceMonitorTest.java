package org.discogsography.resilience.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallRejectedException;
import org.junit.jupiter.api.Test;

class ResourceMonitorTest {
  private final ManualClock clock = new ManualClock();
  private final EventJournal journal = new EventJournal(clock);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ResourceMonitor monitor =
      ResourceMonitor.open(
          "store",
          new ResourceOptions(ResourceOptions.of(meters).resilience(), journal, meters),
          clock);

  @Test
  void fiveFailedProbesOpenTheBreakerAndASuccessfulOneClosesIt() {
    for (int i = 0; i < 5; i++) {
      assertThat(monitor.policy().state()).isEqualTo(BreakerState.CLOSED);
      monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    }
    assertThat(monitor.policy().state()).isEqualTo(BreakerState.OPEN);
    assertThatThrownBy(() -> monitor.call("read", () -> "never"))
        .isInstanceOf(CallRejectedException.class)
        .hasMessageContaining("provoked");

    monitor.probeSucceeded();

    assertThat(monitor.policy().state()).isEqualTo(BreakerState.CLOSED);
    assertThat(monitor.snapshot(null).recentTrips()).isEqualTo(1);
  }

  @Test
  void anOpenBreakerDoesNotTurnAwayThoseWhoWaitThemselvesAndTheirSuccessClosesIt()
      throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    }

    assertThat(monitor.observe("write", () -> "written")).isEqualTo("written");

    assertThat(monitor.policy().state()).isEqualTo(BreakerState.CLOSED);
  }

  @Test
  void observedFailuresOpenTheBreakerUnlessTheyAreTheCallersOwn() {
    for (int i = 0; i < 9; i++) {
      assertThatThrownBy(() -> monitor.observe("write", () -> fail(FailureKind.DATA)))
          .isInstanceOf(StoreException.class);
    }
    assertThat(monitor.policy().state()).isEqualTo(BreakerState.CLOSED);
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> monitor.observe("write", () -> fail(FailureKind.SYSTEMIC)))
          .isInstanceOf(StoreException.class);
    }
    assertThat(monitor.policy().state()).isEqualTo(BreakerState.OPEN);
  }

  @Test
  void aReconnectionIsCountedOnceForEachAbsenceAndForgottenAfterAnHour() {
    monitor.probeSucceeded();
    assertThat(monitor.snapshot(null).counters().reconnections()).isZero();
    monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    clock.advance(Duration.ofSeconds(90));
    monitor.probeSucceeded();
    monitor.probeSucceeded();

    assertThat(monitor.snapshot(null).counters().reconnections()).isEqualTo(1);
    assertThat(monitor.snapshot(null).lastHour().reconnections()).isEqualTo(1);
    clock.advance(Duration.ofMinutes(61));
    assertThat(monitor.snapshot(null).counters().reconnections()).isEqualTo(1);
    assertThat(monitor.snapshot(null).lastHour().reconnections()).isZero();
  }

  @Test
  void theJournalHasALineForEachChangeAndNoneForEachProbe() {
    monitor.probeSucceeded();
    monitor.probeSucceeded();
    monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    clock.advance(Duration.ofSeconds(90));
    monitor.probeSucceeded();

    List<String> kinds = journal.recent(10).stream().map(EventJournal.Event::kind).toList();
    assertThat(kinds).containsExactly("connected", "connection_lost", "reconnected");
    assertThat(journal.recent(1).getFirst().message()).contains("90 s");
  }

  @Test
  void aLostAnswerToACommitIsNotTriedAgain() {
    AtomicInteger attempts = new AtomicInteger();

    assertThatThrownBy(() ->
            monitor.call(
                "write",
                () -> {
                  attempts.incrementAndGet();
                  throw new CommitUnknownException(failure(FailureKind.UNAVAILABLE));
                }))
        .isInstanceOf(CommitUnknownException.class);

    assertThat(attempts).hasValue(1);
  }

  @Test
  void everyAttemptIsTimedByOperationAndStatus() throws InterruptedException {
    monitor.observe("write", () -> "written");
    assertThatThrownBy(() -> monitor.observe("write", () -> fail(FailureKind.TIMEOUT)))
        .isInstanceOf(StoreException.class);

    assertThat(attempts("success")).isEqualTo(1);
    assertThat(attempts("timeout")).isEqualTo(1);
    assertThat(meters.get("db.circuit.breaker.failures").functionCounter().count()).isEqualTo(1);
    assertThat(meters.get("db.circuit.breaker.state").gauge().value()).isZero();
  }

  @Test
  void theShareOfTimeInWhichTheBreakerWasClosedIsKept() {
    clock.advance(Duration.ofSeconds(90));
    for (int i = 0; i < 5; i++) {
      monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    }
    clock.advance(Duration.ofSeconds(10));
    monitor.probeSucceeded();

    BreakerHistory history = monitor.snapshot(null).history();

    assertThat(history.closedShare()).isEqualTo(0.9);
    assertThat(history.transitions())
        .extracting(BreakerHistory.Transition::state)
        .containsExactly(BreakerState.OPEN, BreakerState.CLOSED);
  }

  @Test
  void probesTellHowOftenAConnectionSucceeds() {
    monitor.probeSucceeded();
    monitor.probeSucceeded();
    monitor.probeSucceeded();
    monitor.probeFailed(failure(FailureKind.UNAVAILABLE));

    assertThat(monitor.snapshot(null).connections().successRate()).isEqualTo(0.75);
    assertThat(monitor.snapshot(null).bestScore()).isEqualTo(100);
  }

  @Test
  void callersWhoAreTurnedAwayAreCounted() {
    for (int i = 0; i < 5; i++) {
      monitor.probeFailed(failure(FailureKind.UNAVAILABLE));
    }
    assertThatThrownBy(() -> monitor.call("read", () -> "never"))
        .isInstanceOf(CallRejectedException.class);

    assertThat(monitor.snapshot(null).connections().callerErrors()).isEqualTo(1);
  }

  @Test
  void aThreadThatBeganToCountIsToldWhatItUsedAndOthersNothing() throws InterruptedException {
    monitor.observe("read", () -> "before");
    CallUsage.begin();
    monitor.observe("read", () -> "answer");
    assertThatThrownBy(() -> monitor.observe("read", () -> fail(FailureKind.TIMEOUT)))
        .isInstanceOf(StoreException.class);

    CallUsage.Total total = CallUsage.end();

    assertThat(total.attempts()).isEqualTo(2);
    assertThat(total.successes()).isEqualTo(1);
    assertThat(CallUsage.end()).isEqualTo(CallUsage.Total.NONE);
  }

  private double attempts(String status) {
    return meters.get("db.query.duration").tag("status", status).timer().count();
  }

  private static String fail(FailureKind kind) {
    throw failure(kind);
  }

  private static StoreException failure(FailureKind kind) {
    return new StoreException(
        "store", kind, "08006", "provoked", new IllegalStateException("provoked"));
  }
}
