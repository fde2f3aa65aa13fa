package org.discogsography.resilience.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.Status;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.TestTopology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The broker goes away under workers that work. */
@Timeout(240)
class WorkerFaultIT {
  private static final int COUNT = 5_000;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(1);
  private final FakeStore store = new FakeStore();
  private final ResilientRabbitConnection connection =
      ResilientRabbitConnection.open(
          RabbitSettings.of(broker.uri()),
          "worker fault test",
          topology.topology(),
          new SimpleMeterRegistry());
  private final WorkerGroup workers =
      WorkerGroup.start(
          connection,
          Map.of(topology.queue(), store),
          WorkerSettings.ofBatches(50),
          new SimpleMeterRegistry());

  @AfterEach
  void close() {
    broker.start();
    workers.close();
    connection.close();
  }

  @Test
  void aKilledBrokerLosesNoMessageAndNeedsNobody() throws Exception {
    assertThat(connection.awaitConnected(PATIENCE)).isTrue();
    Thread publishing = Thread.ofVirtual().start(this::publishAll);
    eventually("some work done", () -> store.stored().size() > COUNT / 10);
    broker.kill();
    eventually("the outage in health", () -> status() != Status.UP);
    assertThat(workers.alive()).isTrue();
    broker.start();
    assertThat(publishing.join(PATIENCE)).isTrue();
    eventually("all stored", () -> store.stored().size() == COUNT);
    eventually("an empty queue", () -> connection.depth(topology.queue()).ready() == 0);
    assertThat(connection.depth(topology.queue() + ".dlq").ready()).isZero();
    eventually("up", () -> status() == Status.UP);
  }

  private void publishAll() {
    try {
      for (int i = 0; i < COUNT; i++) {
        connection.publisher().publish(topology.message(i), () -> {});
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Status status() {
    return workers.health().health().status();
  }
}
