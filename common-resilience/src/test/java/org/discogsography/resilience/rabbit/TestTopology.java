package org.discogsography.resilience.rabbit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A fanout exchange of a test's own, with quorum queues and their dead-letter queues. */
public record TestTopology(String exchange, List<String> queues) {
  public static TestTopology withQueues(int count) {
    String name = "test." + UUID.randomUUID();
    List<String> queues = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      queues.add(name + ".queue" + i);
    }
    return new TestTopology(name, queues);
  }

  public String queue() {
    return queues.getFirst();
  }

  public Topology topology() {
    List<Topology.Queue> declared = new ArrayList<>();
    for (String queue : queues) {
      declared.add(new Topology.Queue(queue, arguments(queue)));
      declared.add(new Topology.Queue(queue + ".dlq", Map.of("x-queue-type", "quorum")));
    }
    return new Topology(
        List.of(new Topology.Exchange(exchange, "fanout")),
        declared,
        queues.stream().map(queue -> new Topology.Binding(exchange, queue, "")).toList());
  }

  public OutboundMessage message(int id) {
    return message(id, "{\"id\":" + id + "}");
  }

  public OutboundMessage message(int id, String body) {
    return new OutboundMessage(exchange, "", properties(id), body.getBytes(StandardCharsets.UTF_8));
  }

  static MessageProperties properties(int id) {
    return new MessageProperties(
        Integer.toString(id), "record", "application/json", Instant.EPOCH, Map.of("id", id));
  }

  private static Map<String, Object> arguments(String queue) {
    return Map.of(
        "x-queue-type", "quorum",
        "x-dead-letter-exchange", "",
        "x-dead-letter-routing-key", queue + ".dlq",
        "x-dead-letter-strategy", "at-least-once",
        "x-overflow", "reject-publish",
        "x-delivery-limit", 1_000);
  }
}
