package org.discogsography.resilience.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.Availability.Starting;
import org.discogsography.resilience.probe.Availability.Up;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ProberTest {
  private static final Duration LONG = Duration.ofSeconds(10);

  /** Pauses so short that the tests need not wait for them, and an interval that never ends. */
  private static final ProbeSettings QUICK =
      new ProbeSettings(Duration.ofHours(1), Duration.ofMillis(1), Duration.ofMillis(2), 0);

  private final ScriptedProbe probe = new ScriptedProbe();
  private final AtomicInteger recoveries = new AtomicInteger();
  private final Prober prober =
      Prober.start("store", probe, QUICK, recoveries::incrementAndGet, Clock.systemUTC());

  @AfterEach
  void close() {
    prober.close();
  }

  @Test
  void isStartingUntilTheFirstProbeEnds() throws InterruptedException {
    assertThat(prober.availability()).isInstanceOf(Starting.class);
    probe.answer(true);

    assertThat(prober.awaitStarted(LONG)).isTrue();
    assertThat(prober.availability()).isInstanceOf(Up.class);
  }

  @Test
  void wakesWhoWaitsWhenAProbeSucceeds() throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(3);
    for (int i = 0; i < 3; i++) {
      waiting(woken);
    }
    probe.answer(false);
    probe.answer(false);
    assertThat(woken.getCount()).isEqualTo(3);
    probe.answer(true);

    assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void keepsTheBeginningOfAnOutageAndItsLastReason() throws InterruptedException {
    probe.answer(false);
    assertThat(prober.awaitStarted(LONG)).isTrue();
    Away first = (Away) prober.availability();
    probe.answer(false);
    probe.awaitAsked();

    Away later = (Away) prober.availability();
    assertThat(later.since()).isEqualTo(first.since());
    assertThat(later.reason()).isNotSameAs(first.reason());
  }

  @Test
  void aReportedFailureHasToBeAnsweredByALaterProbe() throws InterruptedException {
    probe.answer(true);
    assertThat(prober.awaitAvailable(LONG)).isTrue();

    prober.failed();

    assertThat(prober.awaitAvailable(Duration.ofMillis(1))).isFalse();
    assertThat(prober.availability()).isInstanceOf(Up.class);
    probe.answer(true);
    assertThat(prober.awaitAvailable(LONG)).isTrue();
  }

  @Test
  void aFailureDuringAProbeIsNotAnsweredByIt() throws InterruptedException {
    probe.awaitAsked();
    prober.failed();
    probe.answerPending(true);
    assertThat(prober.awaitStarted(LONG)).isTrue();

    assertThat(prober.awaitAvailable(Duration.ofMillis(1))).isFalse();
    probe.answer(true);
    assertThat(prober.awaitAvailable(LONG)).isTrue();
  }

  @Test
  void thePoolIsTidiedBeforeAnybodyIsTold() throws InterruptedException {
    List<Integer> seen = new ArrayList<>();
    probe.answer(false);
    probe.answer(true);
    assertThat(prober.awaitAvailable(LONG)).isTrue();
    seen.add(recoveries.get());
    prober.failed();
    probe.answer(true);
    assertThat(prober.awaitAvailable(LONG)).isTrue();
    seen.add(recoveries.get());

    assertThat(seen).containsExactly(1, 1);
  }

  @Test
  void aProbeThatBreaksCountsAsFailed() throws InterruptedException {
    probe.breakDown();
    assertThat(prober.awaitStarted(LONG)).isTrue();

    assertThat(prober.availability())
        .isInstanceOfSatisfying(
            Away.class, away -> assertThat(away.reason().kind()).isEqualTo(FailureKind.UNKNOWN));
    probe.answer(true);
    assertThat(prober.awaitAvailable(LONG)).isTrue();
  }

  @Test
  void closingEndsTheProbeAndEverybodysWait() throws InterruptedException {
    CountDownLatch woken = new CountDownLatch(1);
    waiting(woken);
    probe.awaitAsked();

    prober.close();
    prober.close();

    assertThat(woken.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(probe.closed.get()).isTrue();
    assertThatThrownBy(() -> prober.awaitAvailable(LONG)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void pausesGrowToTheCapAndAreShortenedByTheJitter() {
    ProbeSettings settings = ProbeSettings.DEFAULT;

    assertThat(settings.pause(1, () -> 0)).isEqualTo(Duration.ofMillis(250));
    assertThat(settings.pause(2, () -> 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(settings.pause(3, () -> 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.pause(1_000, () -> 0)).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.pause(1_000, () -> -1L))
        .isBetween(Duration.ofMillis(750), Duration.ofMillis(751));
  }

  private void waiting(CountDownLatch woken) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            boolean ignored = prober.awaitAvailable(LONG);
          } catch (InterruptedException | IllegalStateException e) {
            Thread.currentThread().interrupt();
          }
          woken.countDown();
        });
  }

  /** Each attempt waits for its answer. */
  private static final class ScriptedProbe implements Probe {
    private enum Answer {
      SUCCESS,
      FAILURE,
      BREAKDOWN
    }

    private final LinkedBlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public void attempt() throws InterruptedException {
      asked.add(true);
      switch (answers.take()) {
        case SUCCESS -> {}
        case FAILURE ->
            throw new StoreException(
                "store", FailureKind.UNAVAILABLE, "08001", "away", new RuntimeException());
        case BREAKDOWN -> throw new IllegalStateException("bug");
      }
    }

    @Override
    public void close() {
      closed.set(true);
    }

    void answer(boolean success) throws InterruptedException {
      awaitAsked();
      answerPending(success);
    }

    void answerPending(boolean success) {
      answers.add(success ? Answer.SUCCESS : Answer.FAILURE);
    }

    void breakDown() throws InterruptedException {
      awaitAsked();
      answers.add(Answer.BREAKDOWN);
    }

    void awaitAsked() throws InterruptedException {
      assertThat(asked.poll(10, TimeUnit.SECONDS)).isNotNull();
    }
  }
}
