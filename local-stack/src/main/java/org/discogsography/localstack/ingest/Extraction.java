package org.discogsography.localstack.ingest;

import java.util.EnumMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How far the extractor is, by its own account.
 *
 * @param state {@code complete} and {@code failed} are final
 * @param expected how many records of each kind were read and are well-formed
 * @param read how many were read
 * @param problem why it failed, or empty
 */
public record Extraction(
    String state, Map<Kind, Long> expected, Map<Kind, Long> read, String problem) {
  public Extraction {
    expected = Map.copyOf(expected);
    read = Map.copyOf(read);
  }

  static Extraction of(JsonNode health) {
    JsonNode details = health.path("components").path("extraction").path("details");
    Map<Kind, Long> expected = new EnumMap<>(Kind.class);
    Map<Kind, Long> read = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      JsonNode one = details.path(kind.table());
      if (one.isObject()) {
        long seen = one.path("read").asLong(0);
        read.put(kind, seen);
        expected.put(kind, seen - one.path("malformed").asLong(0));
      }
    }
    return new Extraction(
        details.path("state").asString(""), expected, read, details.path("error").asString(""));
  }

  boolean complete() {
    return state.equals("complete");
  }

  boolean failed() {
    return state.equals("failed");
  }
}
