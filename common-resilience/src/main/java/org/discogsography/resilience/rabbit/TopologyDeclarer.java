package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Declares a whole topology on a channel of its own. */
final class TopologyDeclarer {
  private static final boolean DURABLE = true;
  private static final boolean EXCLUSIVE = true;
  private static final boolean AUTO_DELETE = true;

  private TopologyDeclarer() {}

  /**
   * Declares everything. Each queue is bound before the next is made: one that is missing is
   * announced, and what is sent on account of that has to reach it.
   *
   * @param announcing takes the announcements; an alarm of the broker may block it
   * @return the queues that were missing
   */
  static Set<String> declare(
      Topology topology, BrokerConnection connection, BrokerConnection announcing)
      throws IOException, TimeoutException {
    Set<String> missing = new HashSet<>();
    try (Channel channel = connection.channel()) {
      for (Topology.Exchange exchange : topology.exchanges()) {
        channel.exchangeDeclare(exchange.name(), exchange.type(), DURABLE);
      }
      for (Topology.Queue queue : topology.queues()) {
        if (MissingQueue.isMissing(queue.name(), connection)) {
          missing.add(queue.name());
          MissingQueue.announce(queue, announcing);
        }
        channel.queueDeclare(queue.name(), DURABLE, !EXCLUSIVE, !AUTO_DELETE, queue.arguments());
        bind(topology, queue, channel);
      }
    }
    return missing;
  }

  private static void bind(Topology topology, Topology.Queue queue, Channel channel)
      throws IOException {
    for (Topology.Binding binding : topology.bindings()) {
      if (binding.queue().equals(queue.name())) {
        channel.queueBind(binding.queue(), binding.exchange(), binding.routingKey());
      }
    }
  }
}
