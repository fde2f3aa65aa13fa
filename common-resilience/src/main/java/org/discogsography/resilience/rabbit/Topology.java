package org.discogsography.resilience.rabbit;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges, queues and bindings that are declared on every new connection, in this order. All are
 * durable; declaring what exists alike changes nothing.
 */
public record Topology(List<Exchange> exchanges, List<Queue> queues, List<Binding> bindings) {
  public Topology {
    exchanges = List.copyOf(exchanges);
    queues = List.copyOf(queues);
    bindings = List.copyOf(bindings);
  }

  /**
   * A durable exchange.
   *
   * @param type {@code fanout}, {@code direct}, {@code topic} or {@code headers}
   */
  public record Exchange(String name, String type) {}

  /**
   * A durable queue.
   *
   * @param arguments as in {@code queue.declare}, {@code x-queue-type} included
   * @param announcement published and confirmed before a queue that is missing is made, so that
   *     what it lost is not missed; to an exchange or queue that is declared before it
   */
  public record Queue(
      String name,
      Map<String, Object> arguments,
      @Nullable Supplier<OutboundMessage> announcement) {
    public Queue {
      arguments = Map.copyOf(arguments);
    }

    /** Made without further ado. */
    public Queue(String name, Map<String, Object> arguments) {
      this(name, arguments, null);
    }
  }

  /** Routes what an exchange receives to a queue. */
  public record Binding(String exchange, String queue, String routingKey) {}
}
