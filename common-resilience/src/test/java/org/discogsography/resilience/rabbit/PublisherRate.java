package org.discogsography.resilience.rabbit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.discogsography.localstack.TestServers;

/** Run by hand: how fast messages of 1 KB go to a fanout with two quorum queues. */
final class PublisherRate {
  private PublisherRate() {}

  public static void main(String[] arguments) throws Exception {
    int count = arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0]);
    TestTopology topology = TestTopology.withQueues(2);
    RabbitSettings settings = RabbitSettings.of(TestServers.rabbitmq().uri());
    try (ResilientRabbitConnection connection =
        ResilientRabbitConnection.open(
            settings, "rate", topology.topology(), new SimpleMeterRegistry())) {
      connection.awaitConnected(Duration.ofSeconds(30));
      String body = "x".repeat(1_000);
      for (int round = 0; round < 3; round++) {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
          connection.publisher().publish(topology.message(i, body), () -> {});
        }
        boolean all = connection.publisher().awaitConfirmed(Duration.ofMinutes(1));
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%d messages, all %s, %.0f/s%n", count, all, count / seconds);
      }
    }
  }
}
