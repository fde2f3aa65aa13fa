package org.discogsography.resilience.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.health.Status;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.RawClient;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.TestTopology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker on a real queue, with a store whose failures the test decides. */
@Timeout(180)
class WorkerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(1);
  private final String queue = topology.queue();
  private final FakeStore store = new FakeStore();
  private final ResilientRabbitConnection connection =
      ResilientRabbitConnection.open(
          RabbitSettings.of(broker.uri()),
          "worker test",
          topology.topology(),
          new SimpleMeterRegistry());
  private WorkerGroup workers = start(Duration.ofMinutes(2));

  @BeforeEach
  void connect() throws Exception {
    assertThat(connection.awaitConnected(PATIENCE)).isTrue();
  }

  @AfterEach
  void close() {
    workers.close();
    connection.close();
  }

  @Test
  void writesEverythingAndAcksIt() throws Exception {
    publish(ids(0, 2_000));
    eventually("all stored", () -> store.stored().size() == 2_000);
    eventually("an empty queue", this::isEmpty);
    eventually("all settled", () -> detail("consumed").equals(2_000L));
    assertThat(workers.health().health().status()).isEqualTo(Status.UP);
    assertThat(workers.alive()).isTrue();
  }

  @Test
  void anOutageWithinTheHoldBudgetCostsNoRedelivery() throws Exception {
    eventually("running", () -> detail("state").equals("running"));
    store.goAway();
    publish(ids(0, 300));
    eventually("holding", () -> detail("state").equals("holding"));
    assertThat(workers.health().health().status()).isEqualTo(Status.DEGRADED);
    store.comeBack();
    eventually("all settled", () -> detail("consumed").equals(300L));
    assertThat(store.deliveryCounts()).containsOnly(0L);
  }

  @Test
  void aLongerOutageCostsEachMessageOneRedelivery() throws Exception {
    workers.close();
    workers = start(Duration.ofMillis(300));
    eventually("running", () -> detail("state").equals("running"));
    store.goAway();
    publish(ids(0, 300));
    eventually("waiting", () -> detail("state").equals("waiting"));
    eventually("no consumer", () -> connection.depth(queue).consumers() == 0);
    eventually("all ready again", () -> connection.depth(queue).ready() == 300);
    store.comeBack();
    eventually("all settled", () -> detail("consumed").equals(300L));
    assertThat(store.deliveryCounts()).isSubsetOf(0L, 1L);
    assertThat(isEmpty()).isTrue();
  }

  @Test
  void poisonIsSetAsideAndEverythingElseIsWritten() throws Exception {
    store.mood(FakeStore.poison(FailureKind.DATA, "40", "41", "250"));
    publish(ids(0, 300));
    publish(List.of("malformed"));
    eventually("all settled", () -> detail("consumed").equals(301L));
    assertThat(store.stored()).hasSize(297);
    try (RawClient raw = new RawClient(broker.uri())) {
      List<RawClient.Taken> letters = raw.drain(queue + ".dlq");
      assertThat(letters)
          .extracting(RawClient.Taken::messageId)
          .containsExactlyInAnyOrder("40", "41", "250", "malformed");
      RawClient.Taken refused =
          letters.stream().filter(each -> each.messageId().equals("250")).findFirst().orElseThrow();
      assertThat(refused.body()).isEqualTo("250".getBytes(StandardCharsets.UTF_8));
      assertThat(refused.headers().get(DeadLetter.REASON)).hasToString("refused_by_fake");
      assertThat(refused.headers().get(DeadLetter.ORIGINAL_QUEUE)).hasToString(queue);
      assertThat(refused.headers().get("id")).hasToString("250");
    }
    assertThat(store.deliveryCounts()).containsOnly(0L);
  }

  @Test
  void aSystemicErrorIsNamedAndSetsNothingAside() throws Exception {
    store.mood(FakeStore.always(FailureKind.SYSTEMIC));
    publish(ids(0, 50));
    eventually("named", () -> workers.health().health().effect() == Status.DOWN);
    assertThat(detail("last_error").toString()).contains("SYSTEMIC");
    store.mood(records -> null);
    eventually("all settled", () -> detail("consumed").equals(50L));
    assertThat(connection.depth(queue + ".dlq").ready()).isZero();
    eventually("up", () -> workers.health().health().status() == Status.UP);
  }

  @Test
  void closingInTheMiddleOfABatchFinishesItAndGivesTheRestBackOnce() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch mayCommit = new CountDownLatch(1);
    store.mood(records -> {
      writing.countDown();
      awaitQuietly(mayCommit);
      return null;
    });
    publish(ids(0, 1_000));
    assertThat(writing.await(30, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    Thread closing = Thread.ofVirtual().start(workers::close);
    eventually("no more batches", () -> closing.getState() != Thread.State.NEW);
    mayCommit.countDown();
    assertThat(closing.join(Duration.ofSeconds(30))).isTrue();
    int written = store.stored().size();
    assertThat(written).isPositive().isLessThan(1_000);
    try (RawClient raw = new RawClient(broker.uri())) {
      eventually("the rest is ready", () -> raw.ready(queue) == 1_000 - written);
      assertThat(raw.drain(queue)).extracting(RawClient.Taken::deliveryCount).isSubsetOf(0L, 1L);
    }
  }

  @Test
  void aDeletedQueueIsConsumedAgainAsSoonAsItIsBack() throws Exception {
    eventually("running", () -> detail("state").equals("running"));
    try (RawClient raw = new RawClient(broker.uri())) {
      raw.delete(queue);
    }
    publish(ids(0, 10));
    eventually("all stored", () -> store.stored().size() == 10);
  }

  private WorkerGroup start(Duration holdBudget) {
    WorkerSettings usual = WorkerSettings.ofBatches(100);
    WorkerSettings settings =
        new WorkerSettings(
            usual.batchSize(),
            usual.maxWait(),
            usual.prefetch(),
            holdBudget,
            usual.deadLetterTimeout(),
            usual.stopTimeout());
    return WorkerGroup.start(connection, Map.of(queue, store), settings, new SimpleMeterRegistry());
  }

  private void publish(List<String> ids) throws InterruptedException {
    for (String id : ids) {
      connection.publisher().publish(message(id), () -> {});
    }
    assertThat(connection.publisher().awaitConfirmed(PATIENCE)).isTrue();
  }

  private OutboundMessage message(String id) {
    return new OutboundMessage(
        topology.exchange(),
        "",
        new MessageProperties(id, "record", "text/plain", Instant.EPOCH, Map.of("id", id)),
        id.getBytes(StandardCharsets.UTF_8));
  }

  private boolean isEmpty() {
    return connection.depth(queue).ready() == 0;
  }

  private Object detail(String name) {
    return ((Map<?, ?>) workers.health().health().details().get(queue)).get(name);
  }

  private static List<String> ids(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toList();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
