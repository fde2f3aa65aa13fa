package org.discogsography.messages;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.discogsography.resilience.rabbit.Topology;

/**
 * Every exchange and queue of the platform; each service that connects declares all of it, so that
 * no message is published before every queue is bound.
 */
public final class PlatformTopology {
  /** Requests to the extractor to send records again. */
  public static final String REQUESTS = "discogsography.requests";

  private static final String PREFIX = "discogsography.";
  private static final String DEAD_LETTER_SUFFIX = ".dlq";

  /** Without this argument RabbitMQ 4 takes 20, which a few outages would use up. */
  private static final int WORK_DELIVERY_LIMIT = 1_000;

  /** Looking into a dead-letter queue counts as a delivery too. */
  private static final int DEAD_LETTER_DELIVERY_LIMIT = 1_000_000;

  private PlatformTopology() {}

  public static String exchange(EntityType type) {
    return PREFIX + type.plural();
  }

  public static String queue(SinkName sink, EntityType type) {
    return PREFIX + sink.text() + "." + type.plural();
  }

  public static String deadLetterQueue(String queue) {
    return queue + DEAD_LETTER_SUFFIX;
  }

  /**
   * The whole topology for the given sinks.
   *
   * @param sinks those that exist; a queue without a worker would only fill up
   */
  public static Topology of(Set<SinkName> sinks) {
    List<Topology.Exchange> exchanges = new ArrayList<>();
    List<Topology.Queue> queues = new ArrayList<>();
    // First of all: a missing work queue is announced there.
    queues.add(kept(REQUESTS));
    List<Topology.Binding> bindings = new ArrayList<>();
    for (EntityType type : EntityType.values()) {
      exchanges.add(new Topology.Exchange(exchange(type), "fanout"));
      for (SinkName sink : SinkName.values()) {
        if (sinks.contains(sink)) {
          String queue = queue(sink, type);
          queues.add(kept(deadLetterQueue(queue)));
          queues.add(work(queue, sink, type));
          bindings.add(new Topology.Binding(exchange(type), queue, ""));
        }
      }
    }
    return new Topology(exchanges, queues, bindings);
  }

  /**
   * What a tool may make that only looks, replays and asks: the requests and the dead letters. A
   * work queue that it made would fill up before nobody.
   */
  public static Topology forTools(Set<SinkName> sinks) {
    List<Topology.Queue> queues =
        of(sinks).queues().stream()
            .filter(queue -> queue.name().equals(REQUESTS) || isDeadLetters(queue.name()))
            .toList();
    return new Topology(List.of(), queues, List.of());
  }

  private static boolean isDeadLetters(String queue) {
    return queue.endsWith(DEAD_LETTER_SUFFIX);
  }

  /** Whoever makes it asks for what it would otherwise miss. */
  private static Topology.Queue work(String name, SinkName sink, EntityType type) {
    return new Topology.Queue(
        name,
        Map.of(
            "x-queue-type", "quorum",
            "x-dead-letter-exchange", "",
            "x-dead-letter-routing-key", deadLetterQueue(name),
            "x-dead-letter-strategy", "at-least-once",
            "x-overflow", "reject-publish",
            "x-delivery-limit", WORK_DELIVERY_LIMIT,
            "x-single-active-consumer", sink.singleActiveConsumer()),
        () -> new ResendRequest(type).encode(Instant.now()));
  }

  /** Nothing may be lost by being looked at, or by being tried, too often. */
  private static Topology.Queue kept(String name) {
    return new Topology.Queue(
        name, Map.of("x-queue-type", "quorum", "x-delivery-limit", DEAD_LETTER_DELIVERY_LIMIT));
  }
}
