package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operations API sees of a connection, and may do with it. */
@Timeout(120)
class RabbitResourceIT {
  private final RabbitMqServer broker = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(1);
  private final ResilientRabbitConnection connection =
      ResilientRabbitConnection.open(
          RabbitSettings.of(broker.uri()),
          "resource test",
          topology.topology(),
          new SimpleMeterRegistry());
  private final ManagedResource resource = connection.resource();

  @AfterEach
  void close() throws Exception {
    broker.ctl("set_vm_memory_high_watermark", "0.4");
    connection.close();
  }

  @Test
  void isAvailableOnceAMessageWasConfirmed() throws Exception {
    eventually("an available broker", () -> resource.snapshot().available());

    ConnectionTest test = resource.test(null);

    assertThat(test.healthy()).as(test.detail()).isTrue();
    assertThat(resource.snapshot().name()).isEqualTo("rabbitmq");
    assertThat(connection.depth(topology.queue()).ready()).isZero();
  }

  @Test
  void aBrokerThatTakesNoMessagesIsAwayAlthoughItIsConnected() throws Exception {
    eventually("an available broker", () -> resource.snapshot().available());
    broker.ctl("set_vm_memory_high_watermark", "0.000001");
    connection.publisher().publish(topology.message(1), () -> {});
    resource.recover();

    eventually("an open breaker", () -> resource.policy().state() == BreakerState.OPEN);
    assertThat(resource.snapshot().available()).isFalse();
    assertThat(resource.test(null).healthy()).isFalse();

    broker.ctl("set_vm_memory_high_watermark", "0.4");
    eventually("a closed breaker", () -> resource.policy().state() == BreakerState.CLOSED);
    assertThat(resource.snapshot().available()).isTrue();
    assertThat(resource.snapshot().counters().reconnections()).isEqualTo(1);
  }

  @Test
  void aQueueThatIsNotThereIsTheCallersFaultAndNotTheBrokers() throws Exception {
    assertThat(connection.awaitConnected(Duration.ofSeconds(30))).isTrue();
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() -> connection.depth("test.absent"))
          .isInstanceOf(RabbitUnavailableException.class);
    }

    assertThat(resource.snapshot().calls().attempts()).isEqualTo(6);
    assertThat(resource.snapshot().calls().failures()).isZero();
    assertThat(resource.policy().state()).isEqualTo(BreakerState.CLOSED);
  }
}
