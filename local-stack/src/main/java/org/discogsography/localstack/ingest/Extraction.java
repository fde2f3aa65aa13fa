package org.discogsography.localstack.ingest;

import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How far the extractor is, by its own account.
 *
 * @param state {@code complete} and {@code failed} are final
 * @param records how many distinct well-formed records of each kind were read
 * @param problem why it failed, or empty
 */
public record Extraction(String state, Map<Kind, Long> records, String problem) {
  public Extraction {
    records = Map.copyOf(records);
  }

  static Extraction of(JsonNode health) {
    JsonNode details = health.path("components").path("extraction").path("details");
    Map<Kind, Long> records = new EnumMap<>(Kind.class);
    StringBuilder problems = new StringBuilder(details.path("problem").asString(""));
    for (Kind kind : Kind.values()) {
      JsonNode type = details.path("types").path(kind.table());
      records.put(kind, type.path("records").asLong(0));
      String problem = type.path("problem").asString("");
      if (!problem.isEmpty()) {
        problems.append(problems.isEmpty() ? "" : " ").append(problem);
      }
    }
    return new Extraction(details.path("state").asString(""), records, problems.toString());
  }

  boolean complete() {
    return state.equals("complete");
  }

  boolean failed() {
    return state.equals("failed");
  }
}
