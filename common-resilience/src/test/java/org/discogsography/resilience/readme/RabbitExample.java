package org.discogsography.resilience.readme;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.Outcome;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.Subscription;
import org.discogsography.resilience.rabbit.Topology;

/** Shown in the library's README. */
final class RabbitExample {
  private RabbitExample() {}

  static int run(String uri, MeterRegistry meters) throws InterruptedException {
    // <example>
    Topology.Queue queue = new Topology.Queue("orders", Map.of("x-queue-type", "quorum"));
    Topology topology = new Topology(List.of(), List.of(queue), List.of());
    try (ResilientRabbitConnection rabbit =
        ResilientRabbitConnection.open(RabbitSettings.of(uri), "shop", topology, meters)) {
      var properties = new MessageProperties("1", "order", "text/plain", Instant.now(), Map.of());
      // Kept and published again until the broker has confirmed it, whatever happens to it.
      rabbit
          .publisher()
          .publish(
              new OutboundMessage("", "orders", properties, "two apples".getBytes(UTF_8)),
              () -> System.out.println("confirmed"));
      rabbit.publisher().awaitConfirmed(Duration.ofSeconds(60));

      try (Subscription in = rabbit.subscribe("orders", 1_000)) {
        List<Delivery> batch = in.nextBatch(500, Duration.ofMillis(200));
        in.settle(batch, Collections.nCopies(batch.size(), Outcome.ACK));
        return batch.size();
      }
    }
    // </example>
  }
}
