package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Declares a whole topology on a channel of its own. */
final class TopologyDeclarer {
  private static final boolean DURABLE = true;
  private static final boolean EXCLUSIVE = true;
  private static final boolean AUTO_DELETE = true;

  private TopologyDeclarer() {}

  static void declare(Topology topology, BrokerConnection connection)
      throws IOException, TimeoutException {
    try (Channel channel = connection.channel()) {
      for (Topology.Exchange exchange : topology.exchanges()) {
        channel.exchangeDeclare(exchange.name(), exchange.type(), DURABLE);
      }
      for (Topology.Queue queue : topology.queues()) {
        MissingQueue.announce(queue, connection);
        channel.queueDeclare(queue.name(), DURABLE, !EXCLUSIVE, !AUTO_DELETE, queue.arguments());
      }
      for (Topology.Binding binding : topology.bindings()) {
        channel.queueBind(binding.queue(), binding.exchange(), binding.routingKey());
      }
    }
  }
}
