package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConfirmingPublisherIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(500);

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(2);
  private final ResilientRabbitConnection connection =
      ResilientRabbitConnection.open(
          RabbitSettings.of(broker.uri()),
          "publisher test",
          topology.topology(),
          new SimpleMeterRegistry());
  private final ConfirmingPublisher publisher = connection.publisher();

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void everyMessageIsInEveryQueueInOrderAndConfirmedOnce() throws Exception {
    int count = 5_000;
    AtomicIntegerArray confirms = new AtomicIntegerArray(count);
    for (int i = 0; i < count; i++) {
      int id = i;
      publisher.publish(topology.message(id), () -> confirms.incrementAndGet(id));
    }
    assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
    assertThat(publisher.outstanding()).isZero();
    assertThat(IntStream.range(0, count).map(confirms::get)).containsOnly(1);
    List<String> expected = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    for (String queue : topology.queues()) {
      assertThat(taken(queue)).isEqualTo(expected);
    }
  }

  @Test
  void anUnroutableMessageIsKeptUntilAQueueTakesIt() throws Exception {
    assertThat(connection.awaitConnected(PATIENCE)).isTrue();
    String later = topology.queue() + ".later";
    AtomicInteger confirmed = new AtomicInteger();
    publisher.publish(direct(later, 1), confirmed::incrementAndGet);
    assertThat(publisher.awaitConfirmed(BRIEF)).isFalse();
    assertThat(confirmed).hasValue(0);
    try (RawClient raw = new RawClient(broker.uri())) {
      raw.declareClassic(later);
      assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
      assertThat(confirmed).hasValue(1);
      assertThat(raw.drain(later)).extracting(RawClient.Taken::messageId).containsExactly("1");
      raw.delete(later);
    }
  }

  @Test
  void aQueueThatTheBrokerLostIsDeclaredAgainForReturnedMessages() throws Exception {
    try (RawClient raw = new RawClient(broker.uri())) {
      assertThat(connection.awaitConnected(PATIENCE)).isTrue();
      for (String queue : topology.queues()) {
        raw.delete(queue);
      }
      publisher.publish(topology.message(7), () -> {});
      assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
      assertThat(raw.ready(topology.queue())).isEqualTo(1);
    }
  }

  @Test
  void anExchangeThatIsMissingCostsOneChannelAndNothingElse() throws Exception {
    assertThat(connection.awaitConnected(PATIENCE)).isTrue();
    OutboundMessage nowhere =
        new OutboundMessage(
            "test.no-such-exchange", "", TestTopology.properties(1), new byte[] {1});
    assertThat(publisher.publishOnce(nowhere, PATIENCE)).isFalse();
    assertThat(publisher.publishOnce(topology.message(2), PATIENCE)).isTrue();
    assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
  }

  @Test
  void aMessagePublishedOnceIsNotPublishedAgainLater() throws Exception {
    assertThat(connection.awaitConnected(PATIENCE)).isTrue();
    String later = topology.queue() + ".later";
    assertThat(publisher.publishOnce(direct(later, 1), PATIENCE)).isFalse();
    try (RawClient raw = new RawClient(broker.uri())) {
      raw.declareClassic(later);
      assertThat(publisher.publishOnce(direct(later, 2), PATIENCE)).isTrue();
      assertThat(raw.drain(later)).extracting(RawClient.Taken::messageId).containsExactly("2");
      raw.delete(later);
    }
    assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
  }

  @Test
  void refusesABodyThatTheBrokerWouldCloseTheChannelFor() {
    String large = "x".repeat(publisher.maxBodyBytes() + 1);
    assertThatThrownBy(() -> publisher.publish(topology.message(1, large), () -> {}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> publisher.publishOnce(topology.message(1, large), PATIENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(publisher.outstanding()).isZero();
  }

  @Test
  void aCallbackThatFailsDoesNotHoldUpTheNext() throws Exception {
    AtomicInteger confirmed = new AtomicInteger();
    publisher.publish(
        topology.message(1),
        () -> {
          throw new IllegalStateException("on purpose");
        });
    publisher.publish(topology.message(2), confirmed::incrementAndGet);
    assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
    assertThat(confirmed).hasValue(1);
  }

  @Test
  void anAlarmBlocksPublishingButNeitherDeadlinesNorConsuming() throws Exception {
    publisher.publish(topology.message(1), () -> {});
    assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
    broker.ctl("set_vm_memory_high_watermark", "0.000001");
    try {
      long start = System.nanoTime();
      assertThat(publisher.publishOnce(topology.message(2), Duration.ofSeconds(2))).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
      eventually(
          "the alarm in health",
          () -> connection.health().health().details().containsKey("blocked"));
      assertThat(connection.health().health().status()).isEqualTo(Status.DEGRADED);
      try (Subscription subscription = connection.subscribe(topology.queue(), 10)) {
        List<Delivery> batch = subscription.nextBatch(1, BRIEF);
        assertThat(batch).hasSize(1);
        subscription.settle(batch, List.of(Outcome.ACK));
      }
      publisher.publish(topology.message(3), () -> {});
      assertThat(standsStill()).isTrue();
    } finally {
      broker.ctl("set_vm_memory_high_watermark", "0.4");
    }
    assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
    assertThat(taken(topology.queue())).contains("3");
  }

  /** Whether a wait of half a second is still going on after twice that. */
  private boolean standsStill() throws InterruptedException {
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                publisher.awaitConfirmed(BRIEF);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    boolean ended = waiting.join(BRIEF.multipliedBy(2));
    waiting.interrupt();
    return !ended;
  }

  private List<String> taken(String queue) throws Exception {
    try (RawClient raw = new RawClient(broker.uri())) {
      return new ArrayList<>(raw.drain(queue).stream().map(RawClient.Taken::messageId).toList());
    }
  }

  private static OutboundMessage direct(String queue, int id) {
    return new OutboundMessage("", queue, TestTopology.properties(id), new byte[] {1});
  }
}
