package org.discogsography.resilience.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.rabbit.Eventually.eventually;
import static org.discogsography.resilience.worker.FakeStore.always;
import static org.discogsography.resilience.worker.FakeStore.first;
import static org.discogsography.resilience.worker.FakeStore.poison;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(15)
class WorkerLoopTest {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration NONE = Duration.ofNanos(1);

  private final FakeBroker broker = new FakeBroker("queue");
  private final FakeStore store = new FakeStore();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private WorkerLoop<String> loop = loop(LONG, new SimpleMeterRegistry());
  private Thread thread = Thread.ofVirtual().start(() -> {});

  @AfterEach
  void stop() throws Exception {
    loop.stop();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void writesInOneTransactionAndAcks() throws Exception {
    broker.add("1", "2", "3");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 3);
    assertThat(store.transactions()).containsExactly(List.of("1", "2", "3"));
    assertThat(broker.acked()).containsExactly("1", "2", "3");
    eventually("the count", () -> detail("written").equals(3L));
    assertThat(detail("state")).isEqualTo("running");
  }

  @Test
  void aShortOutageCostsNoRedelivery() throws Exception {
    start(LONG);
    eventually("a consumer", () -> broker.open() == 1);
    store.goAway();
    broker.add("1", "2");
    eventually("holding", () -> detail("state").equals("holding"));
    assertThat(details()).containsKeys("paused_since", "last_error");
    store.comeBack();
    eventually("acks", () -> broker.acked().size() == 2);
    assertThat(broker.mostReturns()).isZero();
    assertThat(broker.subscriptions()).isEqualTo(1);
    eventually("running", () -> detail("state").equals("running"));
    assertThat(details()).doesNotContainKey("paused_since");
  }

  @Test
  void aLongOutageGivesTheBatchBackOnceAndOpensAConsumerAfterTheNextCommit() throws Exception {
    start(NONE);
    eventually("a consumer", () -> broker.open() == 1);
    store.goAway();
    broker.add("1", "2");
    eventually("waiting", () -> detail("state").equals("waiting"));
    assertThat(broker.open()).isZero();
    store.comeBack();
    eventually("acks", () -> broker.acked().size() == 2);
    assertThat(broker.mostReturns()).isEqualTo(1);
    assertThat(detail("requeued")).isEqualTo(2L);
    assertThat(store.transactions().getLast()).containsExactly("1", "2");
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"UNAVAILABLE", "EXHAUSTED", "SYSTEMIC", "TIMEOUT", "CONTENTION"})
  void aStoreThatRefusesEverythingNeverMakesADeadLetter(FailureKind kind) throws Exception {
    store.mood(always(kind));
    broker.add("1", "2", "3");
    start(NONE);
    eventually("given back", () -> broker.mostReturns() == 1);
    int tried = store.transactions().size();
    eventually("tried again", () -> store.transactions().size() > tried + 5);
    assertThat(broker.open()).isZero();
    store.mood(records -> null);
    eventually("acks", () -> broker.acked().size() == 3);
    assertThat(broker.mostReturns()).isEqualTo(1);
    assertThat(broker.deadLetters()).isEmpty();
    assertThat(broker.rejected()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"DATA", "UNKNOWN"})
  void aStoreThatRefusesTheSampleTooNeverMakesADeadLetter(FailureKind kind) throws Exception {
    store.mood(always(kind));
    store.sampleMood(always(kind));
    broker.add("1", "2", "3");
    start(Duration.ofMillis(200));
    eventually("given back", () -> broker.mostReturns() == 1);
    int sampled = store.samples();
    eventually("sampled again", () -> store.samples() > sampled + 5);
    assertThat(broker.open()).isZero();
    store.mood(records -> null);
    eventually("acks", () -> broker.acked().size() == 3);
    assertThat(broker.mostReturns()).isEqualTo(1);
    assertThat(broker.deadLetters()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"DATA", "UNKNOWN"})
  void bisectsABatchUntilTheOffendersStandAlone(FailureKind kind) throws Exception {
    store.mood(poison(kind, "3", "7"));
    IntStream.range(0, 10).forEach(id -> broker.add(Integer.toString(id)));
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 10);
    assertThat(store.stored()).containsExactlyInAnyOrder("0", "1", "2", "4", "5", "6", "8", "9");
    assertThat(broker.deadLetters())
        .extracting(letter -> letter.properties().messageId())
        .containsExactly("3", "7");
    assertThat(broker.mostReturns()).isZero();
  }

  @Test
  void whatIsVisiblyBadIsNotSearchedForByHalves() throws Exception {
    store.mood(poison(FailureKind.DATA, "3", "7", "8"));
    store.visiblyBad("3", "7", "8");
    IntStream.range(0, 10).forEach(id -> broker.add(Integer.toString(id)));
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 10);
    assertThat(store.stored()).containsExactlyInAnyOrder("0", "1", "2", "4", "5", "6", "9");
    assertThat(broker.deadLetters())
        .extracting(letter -> letter.properties().headers().get(DeadLetter.REASON))
        .containsExactly("visible", "visible", "visible");
    assertThat(store.transactions()).hasSize(2);
    assertThat(store.samples()).isZero();
  }

  @Test
  void inAStormWhatIsVisiblyBadIsNotEvenTried() throws Exception {
    store.mood(poison(FailureKind.DATA, "bad"));
    store.visiblyBad("bad");
    broker.add("bad", "0");
    start(LONG);
    eventually("the first batch", () -> broker.acked().size() == 2);
    int tried = store.transactions().size();
    broker.add("bad", "1");
    eventually("the second batch", () -> broker.acked().size() == 4);
    broker.add("2", "3");
    eventually("a good batch", () -> broker.acked().size() == 6);
    store.mood(records -> null);
    broker.add("bad", "4");
    eventually("a batch after the storm", () -> broker.acked().size() == 8);

    assertThat(store.transactions().subList(tried, store.transactions().size()))
        .noneMatch(records -> records.contains("bad") && !records.contains("4"));
    assertThat(broker.deadLetters()).hasSize(2);
    assertThat(store.stored()).contains("0", "1", "2", "3", "4", "bad");
  }

  @Test
  void visibleBadnessIsNoReasonWhileTheStoreTakesTheBatch() throws Exception {
    store.visiblyBad("0");
    broker.add("0", "1");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 2);
    assertThat(store.stored()).containsExactlyInAnyOrder("0", "1");
    assertThat(broker.deadLetters()).isEmpty();
  }

  @Test
  void aDeadLetterSaysWhyAndKeepsTheMessage() throws Exception {
    store.mood(poison(FailureKind.DATA, "bad"));
    broker.add("bad", "malformed");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 2);
    OutboundMessage bad = broker.deadLetters().getFirst();
    assertThat(bad.exchange()).isEmpty();
    assertThat(bad.routingKey()).isEqualTo("queue.dlq");
    assertThat(bad.body()).isEqualTo("bad".getBytes());
    assertThat(bad.properties().headers())
        .containsEntry("id", "bad")
        .containsEntry(DeadLetter.REASON, "refused_by_fake")
        .containsEntry(DeadLetter.CODE, "F" + FailureKind.DATA.ordinal())
        .containsEntry(DeadLetter.MESSAGE, "on purpose")
        .containsEntry(DeadLetter.ATTEMPTS, 1)
        .containsEntry(DeadLetter.ORIGINAL_EXCHANGE, "exchange")
        .containsEntry(DeadLetter.ORIGINAL_QUEUE, "queue")
        .containsKeys(DeadLetter.FIRST_FAILURE, DeadLetter.LAST_FAILURE);
    assertThat(broker.deadLetters().getLast().properties().headers())
        .containsEntry(DeadLetter.REASON, "not_json");
    eventually("the count", () -> detail("dead_lettered").equals(2L));
  }

  @Test
  void aDeadLetterThatIsNotConfirmedIsLeftToTheBroker() throws Exception {
    broker.refuseDeadLetters();
    broker.add("1", "malformed", "2");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 2);
    assertThat(broker.rejected()).containsExactly("malformed");
  }

  @Test
  void contentionIsRetriedInPlace() throws Exception {
    store.mood(first(4, FailureKind.CONTENTION));
    broker.add("1", "2");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 2);
    assertThat(store.transactions()).hasSize(5).containsOnly(List.of("1", "2"));
  }

  @Test
  void aTimeoutHalvesTheBatch() throws Exception {
    store.mood(records -> records.size() > 2 ? FakeStore.failure(FailureKind.TIMEOUT) : null);
    broker.add("1", "2", "3", "4");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 4);
    assertThat(store.transactions())
        .containsExactly(List.of("1", "2", "3", "4"), List.of("1", "2"), List.of("3", "4"));
    assertThat(broker.deadLetters()).isEmpty();
  }

  @Test
  void aLostSettlementIsOneRedeliveryThatChangesNothing() throws Exception {
    broker.loseSettlements(1);
    broker.add("1", "2");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 2);
    eventually("the count", () -> detail("unchanged").equals(2L));
    assertThat(store.stored()).containsExactly("1", "2");
    assertThat(broker.subscriptions()).isEqualTo(2);
  }

  @Test
  void aBugGivesTheBatchBackIsShownAndTriedAgainAfterAPause() throws Exception {
    broker.add("bug");
    start(LONG);
    eventually("several rounds", () -> broker.mostReturns() >= 3);
    eventually("failed", () -> detail("state").equals("failed"));
    assertThat(detail("last_error").toString()).contains("a bug");
    assertThat(registry.get("worker.errors").functionCounter().count()).isPositive();
    assertThat(thread.isAlive()).isTrue();
  }

  @Test
  void evenAnErrorDoesNotEndTheLoop() throws Exception {
    int[] left = {2};
    store.mood(records -> {
      if (left[0]-- > 0) {
        throw new AssertionError("on purpose");
      }
      return null;
    });
    broker.add("1");
    start(LONG);
    eventually("acks", () -> broker.acked().size() == 1);
  }

  @Test
  void stoppingWhileHoldingGivesTheBatchBackOnce() throws Exception {
    start(LONG);
    eventually("a consumer", () -> broker.open() == 1);
    store.goAway();
    broker.add("1");
    eventually("holding", () -> detail("state").equals("holding"));
    loop.stop();
    assertThat(thread.join(Duration.ofSeconds(10))).isTrue();
    assertThat(broker.mostReturns()).isEqualTo(1);
    assertThat(broker.open()).isZero();
    assertThat(detail("state")).isEqualTo("stopped");
  }

  @Test
  void noConsumerIsOpenBeforeTheStoreIsThere() throws Exception {
    store.goAway();
    broker.add("1");
    start(LONG);
    eventually("it waits", () -> loop.sinceBeat().compareTo(Duration.ofSeconds(2)) < 0);
    assertThat(broker.subscriptions()).isZero();
    store.comeBack();
    eventually("acks", () -> broker.acked().size() == 1);
    assertThat(broker.mostReturns()).isZero();
  }

  private void start(Duration holdBudget) {
    loop = loop(holdBudget, registry);
    thread = Thread.ofVirtual().start(loop);
  }

  private WorkerLoop<String> loop(Duration holdBudget, MeterRegistry meters) {
    Duration brief = Duration.ofMillis(5);
    WorkerSettings settings =
        new WorkerSettings(100, brief, 200, holdBudget, Duration.ofSeconds(1), LONG);
    Backoff quick = new Backoff.Fixed(Duration.ofMillis(1));
    Clock clock = Clock.systemUTC();
    return new WorkerLoop<>(
        "queue",
        store,
        broker,
        settings,
        new LoopStatus("queue", clock, meters),
        new LoopPauses(quick, quick, quick, quick, RandomGenerator.getDefault()),
        clock);
  }

  private Map<String, Object> details() {
    return loop.status().details();
  }

  private Object detail(String name) {
    return details().get(name);
  }
}
