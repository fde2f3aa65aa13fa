package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class SubscriptionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BRIEF = Duration.ofMillis(300);

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(1);
  private final String queue = topology.queue();
  private final ResilientRabbitConnection connection =
      ResilientRabbitConnection.open(
          RabbitSettings.of(broker.uri()),
          "subscription test",
          topology.topology(),
          new SimpleMeterRegistry());

  @AfterEach
  void close() {
    connection.close();
  }

  @Test
  void deliversWhatWasPublishedWithItsProperties() throws Exception {
    publish(1);
    try (Subscription subscription = connection.subscribe(queue, 10)) {
      Delivery delivery = next(subscription, 10).getFirst();
      OutboundMessage sent = topology.message(0);
      assertThat(delivery.properties()).isEqualTo(sent.properties());
      assertThat(delivery.body()).isEqualTo(sent.body());
      assertThat(delivery.exchange()).isEqualTo(topology.exchange());
      assertThat(delivery.queue()).isEqualTo(queue);
      assertThat(delivery.redelivered()).isFalse();
    }
  }

  @Test
  void settlesEachDeliveryOfABatchAsTold() throws Exception {
    publish(6);
    try (Subscription subscription = connection.subscribe(queue, 10)) {
      subscription.settle(
          next(subscription, 6),
          List.of(
              Outcome.ACK,
              Outcome.ACK,
              Outcome.REJECT,
              Outcome.REQUEUE,
              Outcome.ACK,
              Outcome.REJECT));
      List<Delivery> again = next(subscription, 6);
      assertThat(ids(again)).containsExactly("3");
      assertThat(again.getFirst().redelivered()).isTrue();
      subscription.settle(again, List.of(Outcome.ACK));
    }
    try (RawClient raw = new RawClient(broker.uri())) {
      eventually("two dead letters", () -> raw.ready(queue + ".dlq") == 2);
      assertThat(raw.drain(queue)).isEmpty();
      assertThat(raw.drain(queue + ".dlq"))
          .extracting(RawClient.Taken::messageId)
          .containsExactly("2", "5");
    }
  }

  @Test
  void closingGivesEverythingBackOnce() throws Exception {
    publish(20);
    try (Subscription subscription = connection.subscribe(queue, 20)) {
      assertThat(next(subscription, 5)).hasSize(5);
      eventually("the rest", () -> subscription.unsettled() == 20);
    }
    try (RawClient raw = new RawClient(broker.uri())) {
      eventually("all messages again", () -> raw.ready(queue) == 20);
      List<RawClient.Taken> taken = raw.drain(queue);
      assertThat(taken).hasSize(20);
      assertThat(taken).extracting(RawClient.Taken::deliveryCount).containsOnly(1L);
    }
  }

  @Test
  void neverHasMoreThanOneBatchInHand() throws Exception {
    publish(4);
    try (Subscription subscription = connection.subscribe(queue, 10)) {
      List<Delivery> batch = next(subscription, 2);
      assertThatThrownBy(() -> subscription.nextBatch(2, BRIEF))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> subscription.settle(new ArrayList<>(batch), acks(batch)))
          .isInstanceOf(IllegalArgumentException.class);
      subscription.settle(batch, acks(batch));
      assertThat(next(subscription, 2)).hasSize(2);
    }
  }

  @Test
  void tagsOfAnEarlierChannelAreNeverSettledOnALaterOne() throws Exception {
    publish(3);
    Subscription first = connection.subscribe(queue, 10);
    List<Delivery> stale = next(first, 3);
    first.close();
    try (Subscription second = connection.subscribe(queue, 10)) {
      assertThat(ids(next(second, 3))).containsExactly("0", "1", "2");
      assertThatThrownBy(() -> first.settle(stale, acks(stale)))
          .isInstanceOf(RabbitUnavailableException.class);
      assertThatThrownBy(() -> second.settle(stale, acks(stale)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    try (RawClient raw = new RawClient(broker.uri())) {
      eventually("all messages again", () -> raw.ready(queue) == 3);
    }
  }

  @Test
  void aDeletedQueueEndsTheSubscriptionAndIsThereForTheNext() throws Exception {
    try (RawClient raw = new RawClient(broker.uri());
        Subscription subscription = connection.subscribe(queue, 10)) {
      raw.delete(queue);
      assertThatThrownBy(
              () -> {
                while (true) {
                  subscription.nextBatch(1, BRIEF);
                }
              })
          .isInstanceOf(RabbitUnavailableException.class)
          .hasMessageContaining("cancelled");
    }
    try (Subscription again = connection.subscribe(queue, 10)) {
      publish(1);
      assertThat(next(again, 1)).hasSize(1);
    }
  }

  @Test
  void hurryingReturnsWhatThereIs() throws Exception {
    publish(1);
    try (Subscription subscription = connection.subscribe(queue, 10)) {
      eventually("the message", () -> subscription.unsettled() == 1);
      subscription.hurry();
      assertThat(subscription.nextBatch(10, PATIENCE)).hasSize(1);
    }
  }

  private void publish(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      connection.publisher().publish(topology.message(i), () -> {});
    }
    assertThat(connection.publisher().awaitConfirmed(PATIENCE)).isTrue();
  }

  /** The next batch that is not empty. */
  private static List<Delivery> next(Subscription subscription, int max)
      throws InterruptedException {
    List<Delivery> batch = List.of();
    while (batch.isEmpty()) {
      batch = subscription.nextBatch(max, BRIEF);
    }
    return batch;
  }

  private static List<String> ids(List<Delivery> batch) {
    return batch.stream().map(delivery -> delivery.properties().messageId()).toList();
  }

  private static List<Outcome> acks(List<Delivery> batch) {
    return Collections.nCopies(batch.size(), Outcome.ACK);
  }
}
