package org.discogsography.localstack.ingest;

import java.util.Optional;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.stack.HttpJson;
import tools.jackson.databind.JsonNode;

/**
 * What the broker holds; its own figures are up to five seconds old.
 *
 * @param waiting messages that no worker has acknowledged
 * @param dead messages in dead-letter queues
 */
public record Queues(long waiting, long dead) {
  private static final int WORK_QUEUES = 8;

  /** Empty while the broker does not answer, or does not know all its queues yet. */
  static Optional<Queues> of(RabbitMqServer broker) {
    return HttpJson.get(
            broker.managementUri() + "/api/queues/%2F?columns=name,messages&disable_stats=false",
            broker.username(),
            broker.password())
        .filter(JsonNode::isArray)
        .flatMap(Queues::sum);
  }

  private static Optional<Queues> sum(JsonNode queues) {
    long waiting = 0;
    long dead = 0;
    int known = 0;
    for (JsonNode queue : queues) {
      String name = queue.path("name").asString("");
      if (name.endsWith(".dlq")) {
        dead += queue.path("messages").asLong(0);
      } else if (name.contains("inator.") && queue.path("messages").isNumber()) {
        waiting += queue.path("messages").asLong(0);
        known++;
      }
    }
    return known < WORK_QUEUES ? Optional.empty() : Optional.of(new Queues(waiting, dead));
  }
}
