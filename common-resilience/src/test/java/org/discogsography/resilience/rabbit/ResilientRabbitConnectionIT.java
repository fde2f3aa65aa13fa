package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ResilientRabbitConnectionIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(2);

  @Test
  void declaresTheTopologyBeforeAnybodySeesTheConnection() throws Exception {
    try (ResilientRabbitConnection connection = open(broker.uri(), topology.topology())) {
      assertThat(connection.awaitConnected(PATIENCE)).isTrue();
      for (String queue : topology.queues()) {
        assertThat(connection.depth(queue)).isEqualTo(new QueueDepth(queue, 0, 0));
        assertThat(connection.depth(queue + ".dlq").ready()).isZero();
      }
      assertThat(connection.health().health().status()).isEqualTo(Status.UP);
    }
  }

  @Test
  void countsReadyMessagesAndConsumers() throws Exception {
    try (ResilientRabbitConnection connection = open(broker.uri(), topology.topology())) {
      for (int i = 0; i < 3; i++) {
        connection.publisher().publish(topology.message(i), () -> {});
      }
      assertThat(connection.publisher().awaitConfirmed(PATIENCE)).isTrue();
      assertThat(connection.depth(topology.queue()).ready()).isEqualTo(3);
      try (Subscription subscription = connection.subscribe(topology.queue(), 10)) {
        assertThat(connection.depth(subscription.queue()).consumers()).isEqualTo(1);
      }
    }
  }

  @Test
  void hasNoDepthForAQueueThatIsNotThere() throws Exception {
    try (ResilientRabbitConnection connection = open(broker.uri(), topology.topology())) {
      assertThat(connection.awaitConnected(PATIENCE)).isTrue();
      assertThatThrownBy(() -> connection.depth("test.absent"))
          .isInstanceOf(RabbitUnavailableException.class)
          .hasMessageContaining("test.absent");
      assertThat(connection.depth(topology.queue()).ready()).isZero();
    }
  }

  @Test
  void callsAWrongPasswordBrokenAndAnOutageAway() throws Exception {
    String wrong = broker.uri().replace(broker.password(), "not-the-password");
    try (ResilientRabbitConnection refused = open(wrong, topology.topology());
        ResilientRabbitConnection nobody = open("amqp://127.0.0.1:1", topology.topology())) {
      eventually("a failed attempt each", () -> attempts(refused) > 0 && attempts(nobody) > 0);
      assertThat(refused.health().health().effect()).isEqualTo(Status.DOWN);
      assertThat(refused.health().health().details().toString())
          .contains("ACCESS_REFUSED")
          .doesNotContain("not-the-password");
      assertThat(nobody.health().health().status()).isEqualTo(Status.DOWN);
      assertThat(nobody.health().health().effect()).isEqualTo(Status.DEGRADED);
      assertThatThrownBy(() -> nobody.depth("any")).isInstanceOf(RabbitUnavailableException.class);
    }
  }

  @Test
  void aQueueThatDiffersIsBrokenUntilSomebodyMendsIt() throws Exception {
    try (RawClient raw = new RawClient(broker.uri())) {
      raw.declareClassic(topology.queue());
      try (ResilientRabbitConnection connection = open(broker.uri(), topology.topology())) {
        eventually("a failed attempt", () -> attempts(connection) > 0);
        ComponentHealth health = connection.health().health();
        assertThat(health.effect()).isEqualTo(Status.DOWN);
        assertThat(health.details().get("last_error").toString())
            .contains("PRECONDITION_FAILED")
            .contains(topology.queue());
        raw.delete(topology.queue());
        assertThat(connection.awaitConnected(PATIENCE)).isTrue();
        assertThat(connection.health().health().status()).isEqualTo(Status.UP);
      }
    }
  }

  @Test
  void closingTwiceLeavesNoThreadAndNoConnection() throws Exception {
    ResilientRabbitConnection connection = open(broker.uri(), topology.topology());
    connection.publisher().publish(topology.message(1), () -> {});
    assertThat(connection.publisher().awaitConfirmed(PATIENCE)).isTrue();
    Subscription subscription = connection.subscribe(topology.queue(), 10);
    subscription.close();
    connection.close();
    connection.close();
    eventually("no thread of the client's", () -> clientThreads().isEmpty());
    assertThat(broker.ctl("-q", "list_connections", "client_properties"))
        .doesNotContain("closing test");
    assertThatThrownBy(() -> connection.publisher().publish(topology.message(2), () -> {}))
        .isInstanceOf(RabbitUnavailableException.class);
    assertThatThrownBy(() -> connection.subscribe(topology.queue(), 10))
        .isInstanceOf(RabbitUnavailableException.class);
  }

  private static ResilientRabbitConnection open(String uri, Topology topology) {
    return ResilientRabbitConnection.open(
        RabbitSettings.of(uri), "closing test", topology, new SimpleMeterRegistry());
  }

  private static int attempts(ResilientRabbitConnection connection) {
    Map<String, Object> details = connection.health().health().details();
    return (int) details.getOrDefault("attempts", 0);
  }

  private static List<String> clientThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("rabbitmq-") || name.startsWith("AMQP"))
        .toList();
  }
}
