package org.discogsography.dashboard.rehearsal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The body of {@code POST /api/rehearsals}. */
record StartRequest(Server server, String how, long downSeconds, Criteria criteria) {
  private static final List<String> WAYS = List.of("stop", "kill", "pause");
  private static final long MOST_SECONDS = 86_400;

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  static StartRequest read(byte[] body) {
    JsonNode json = json(body);
    Server server =
        Server.named(json.path("target").asString(""))
            .orElseThrow(
                () -> new IllegalArgumentException("target is postgres, neo4j or rabbitmq."));
    String how = json.path("how").asString("stop");
    if (!WAYS.contains(how)) {
      throw new IllegalArgumentException("how is stop, kill or pause.");
    }
    JsonNode down = json.path("downSeconds");
    long seconds = down.isMissingNode() ? 0 : down.asLong(-1);
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new IllegalArgumentException("downSeconds is a whole number from 0 to 86400.");
    }
    return new StartRequest(
        server, how, seconds, Criteria.defaults(how).with(criteria(json.path("criteria"))));
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode json = JsonMapper.shared().readTree(body);
      if (json.isObject()) {
        return json;
      }
    } catch (JacksonException e) {
      // The sentence below says it.
    }
    throw new IllegalArgumentException("The body is not a JSON object.");
  }

  private static Map<String, Double> criteria(JsonNode node) {
    Map<String, Double> set = new HashMap<>();
    node.properties().forEach(entry -> set.put(entry.getKey(), entry.getValue().asDouble(-1)));
    return set;
  }
}
