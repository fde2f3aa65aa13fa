package org.discogsography.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.discogsography.messages.EntityType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What both stores have to hold after a dump: every record with its hash, every node, every
 * relationship, from an independent reading of the files.
 *
 * @param records by type and id
 */
record Oracle(Map<EntityType, Map<Long, ObjectNode>> records) {
  static final Oracle EMPTY = new Oracle(Map.of());

  /** A node as {@code Label:id} or {@code Genre:name}. */
  record Edge(String from, String type, String to) implements Comparable<Edge> {
    @Override
    public int compareTo(Edge other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return from + " -" + type + "-> " + to;
    }
  }

  static Oracle of(Path dumpDirectory) throws IOException {
    Map<EntityType, Map<Long, ObjectNode>> records = new EnumMap<>(EntityType.class);
    for (EntityType type : EntityType.values()) {
      records.put(type, readIfPresent(type, dumpDirectory));
    }
    return new Oracle(records);
  }

  private static Map<Long, ObjectNode> readIfPresent(EntityType type, Path directory)
      throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      Path file =
          files
              .filter(path -> path.toString().endsWith("_" + type.plural() + ".xml.gz"))
              .findFirst()
              .orElse(null);
      return file == null ? Map.of() : DomRecords.read(type, file);
    }
  }

  /** Hex SHA-256 of each record's JSON bytes. */
  Map<Long, String> hashes(EntityType type) {
    Map<Long, String> hashes = new TreeMap<>();
    records.get(type).forEach((id, record) -> hashes.put(id, sha256(record)));
    return hashes;
  }

  /** Whether another has this record just so. */
  boolean agrees(EntityType type, long id, Oracle other) {
    return records.get(type).get(id).equals(other.records.getOrDefault(type, Map.of()).get(id));
  }

  int count(EntityType type) {
    return records.get(type).size();
  }

  /** Every relationship, distinct. */
  Set<Edge> edges() {
    Set<Edge> edges = new TreeSet<>();
    each(
        EntityType.ARTISTS,
        (id, artist) -> {
          String from = "Artist:" + id;
          link(edges, from, "MEMBER_OF", "Artist", artist.path("groups"));
          link(edges, from, "ALIAS_OF", "Artist", artist.path("aliases"));
        });
    each(
        EntityType.LABELS,
        (id, label) -> {
          long parent = label.path("parentLabel").path("id").asLong(0);
          if (parent != 0) {
            edges.add(new Edge("Label:" + id, "SUBLABEL_OF", "Label:" + parent));
          }
        });
    each(EntityType.MASTERS, (id, master) -> work(edges, "Master:" + id, master));
    each(
        EntityType.RELEASES,
        (id, release) -> {
          String from = "Release:" + id;
          work(edges, from, release);
          link(edges, from, "ON", "Label", release.path("labels"));
          long master = release.path("master_id").asLong(0);
          if (master != 0) {
            edges.add(new Edge(from, "DERIVED_FROM", "Master:" + master));
          }
        });
    return edges;
  }

  /** Every node: those of records, and the stubs, genres and styles that relationships lead to. */
  Set<String> nodes() {
    Set<String> nodes = new TreeSet<>();
    for (EntityType type : EntityType.values()) {
      records.get(type).keySet().forEach(id -> nodes.add(label(type) + ":" + id));
    }
    edges().forEach(edge -> nodes.add(edge.to()));
    return nodes;
  }

  static String label(EntityType type) {
    String singular = type.singular();
    return Character.toUpperCase(singular.charAt(0)) + singular.substring(1);
  }

  private void each(EntityType type, BiConsumer<Long, ObjectNode> action) {
    records.get(type).forEach(action);
  }

  private static void work(Set<Edge> edges, String from, JsonNode work) {
    link(edges, from, "BY", "Artist", work.path("artists"));
    work.path("genres").forEach(g -> edges.add(new Edge(from, "IS", "Genre:" + g.asString())));
    work.path("styles").forEach(s -> edges.add(new Edge(from, "IS", "Style:" + s.asString())));
  }

  private static void link(
      Set<Edge> edges, String from, String type, String label, JsonNode references) {
    for (JsonNode reference : references) {
      long id = reference.path("id").asLong(0);
      if (id != 0) {
        edges.add(new Edge(from, type, label + ":" + id));
      }
    }
  }

  private static String sha256(ObjectNode record) {
    return Sha256.of(JsonMapper.shared().writeValueAsBytes(record));
  }
}
