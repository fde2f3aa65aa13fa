package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The broker is stopped, killed and frozen under a connection that is in use. That no message and
 * no confirm gets lost is shown by {@code PipelineFaultIT}.
 */
@Timeout(240)
class RabbitOutageFaultIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BRIEF = Duration.ofMillis(300);

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(2);
  private final String queue = topology.queue();
  private final ResilientRabbitConnection connection = open(RabbitSettings.of(broker.uri()));
  private final ConfirmingPublisher publisher = connection.publisher();

  @AfterEach
  void restore() {
    broker.start();
    connection.close();
  }

  @Test
  void aSubscriptionEndsWithItsConnectionAndItsTagsAreNeverUsedAgain() throws Exception {
    publishOne(1);
    Subscription subscription = connection.subscribe(queue, 10);
    List<Delivery> batch = next(subscription);
    broker.kill();
    assertThatThrownBy(
            () -> {
              eventually("the end", () -> status() == Status.DOWN);
              subscription.settle(batch, List.of(Outcome.ACK));
            })
        .isInstanceOf(RabbitUnavailableException.class);
    subscription.close();
    broker.start();
    assertThat(connection.awaitConnected(PATIENCE)).isTrue();
    try (Subscription again = connection.subscribe(queue, 10)) {
      List<Delivery> redelivered = next(again);
      assertThat(redelivered).hasSize(1);
      again.settle(redelivered, List.of(Outcome.ACK));
    }
    eventually("an empty queue", () -> connection.depth(queue).ready() == 0);
  }

  @Test
  void aFrozenBrokerHoldsNobodyLongerThanTheirDeadlines() throws Exception {
    publishOne(1);
    Subscription subscription = connection.subscribe(queue, 10);
    List<Delivery> batch = next(subscription);
    broker.pause();
    within(Duration.ofSeconds(3), () -> publisher.publishOnce(topology.message(2), brief()));
    within(Duration.ofSeconds(1), () -> subscription.settle(batch, List.of(Outcome.ACK)));
    within(Duration.ofSeconds(3), () -> subscription.nextBatch(1, BRIEF));
    within(Duration.ofSeconds(12), () -> refuses(() -> connection.depth(queue)));
    within(Duration.ofSeconds(7), subscription::close);
    within(Duration.ofSeconds(1), () -> connection.health().health());
    within(Duration.ofSeconds(25), connection::close);
    broker.resume();
  }

  @Test
  void aFrozenBrokerIsNoticedByTheHeartbeatAndLeftBehind() throws Exception {
    RabbitSettings impatient = withHeartbeat(Duration.ofSeconds(2));
    try (ResilientRabbitConnection other = open(impatient)) {
      assertThat(other.awaitConnected(PATIENCE)).isTrue();
      broker.pause();
      eventually("noticed", () -> other.health().health().status() == Status.DOWN);
      broker.resume();
      assertThat(other.awaitConnected(PATIENCE)).isTrue();
      assertThat(other.publisher().publishOnce(topology.message(1), PATIENCE)).isTrue();
    }
  }

  @Test
  void connectsWhenTheBrokerComesUpLater() throws Exception {
    broker.stop();
    try (ResilientRabbitConnection early = open(RabbitSettings.of(broker.uri()))) {
      assertThat(early.awaitConnected(BRIEF)).isFalse();
      early.publisher().publish(topology.message(1), () -> {});
      assertThat(early.publisher().awaitConfirmed(BRIEF)).isFalse();
      broker.start();
      assertThat(early.publisher().awaitConfirmed(PATIENCE)).isTrue();
    }
  }

  private ResilientRabbitConnection open(RabbitSettings settings) {
    return ResilientRabbitConnection.open(
        settings, "outage test", topology.topology(), new SimpleMeterRegistry());
  }

  private RabbitSettings withHeartbeat(Duration heartbeat) {
    RabbitSettings usual = RabbitSettings.of(broker.uri());
    return new RabbitSettings(
        usual.uri(),
        heartbeat,
        usual.connectTimeout(),
        usual.rpcTimeout(),
        usual.acquireTimeout(),
        usual.closeTimeout(),
        usual.windowMessages(),
        usual.windowBytes(),
        usual.maxBodyBytes(),
        usual.republishPause());
  }

  private void publishOne(int id) throws InterruptedException {
    publisher.publish(topology.message(id), () -> {});
    assertThat(publisher.awaitConfirmed(PATIENCE)).isTrue();
  }

  private static List<Delivery> next(Subscription subscription) throws InterruptedException {
    List<Delivery> batch = Collections.emptyList();
    while (batch.isEmpty()) {
      batch = subscription.nextBatch(10, BRIEF);
    }
    return batch;
  }

  private static Duration brief() {
    return BRIEF;
  }

  private static void refuses(Runnable call) {
    assertThatThrownBy(call::run).isInstanceOf(RabbitUnavailableException.class);
  }

  /** A step of a test. */
  private interface Step {
    void run() throws Exception;
  }

  private static void within(Duration limit, Step step) throws Exception {
    long start = System.nanoTime();
    step.run();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
  }

  private Status status() {
    return connection.health().health().status();
  }
}
