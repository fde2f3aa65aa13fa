package org.discogsography.graphinator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.discogsography.graphinator.GraphChange.Put;
import org.discogsography.graphinator.GraphChange.Remove;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;

/** What the graph has to be, by the simplest means: one change after the other, in memory. */
final class GraphModel {
  private final Map<String, GraphChange> latest = new TreeMap<>();
  private final Map<String, Map<String, Object>> stubs = new HashMap<>();

  /** As one batch: what a later change of the same batch replaces never reaches the graph. */
  void apply(EntityType type, List<GraphChange> batch) {
    batch.forEach(change -> apply(type, change));
    for (GraphChange change : batch) {
      if (change instanceof Put put && put.equals(latest.get(key(type, put.id())))) {
        put.targets().forEach((relation, targets) -> targets.forEach(t -> stub(relation, t)));
      }
    }
  }

  private void apply(EntityType type, GraphChange change) {
    String key = key(type, change.id());
    GraphChange before = latest.get(key);
    Version known = before == null ? new Version(0, 0) : before.version();
    if (change.version().compareTo(known) > 0) {
      latest.put(key, change);
    }
  }

  Map<String, Map<String, Object>> nodes() {
    Map<String, Map<String, Object>> nodes = new TreeMap<>(stubs);
    latest.forEach((key, change) -> nodes.put(key, properties(change)));
    return nodes;
  }

  List<String> edges() {
    List<String> edges = new ArrayList<>();
    latest.forEach((key, change) -> {
      if (change instanceof Put put) {
        put.targets()
            .forEach((relation, targets) ->
                targets.forEach(
                    t -> edges.add(key + " " + type(relation) + " " + key(relation, t))));
      }
    });
    edges.sort(null);
    return edges;
  }

  private static Map<String, Object> properties(GraphChange change) {
    Map<String, Object> properties = new HashMap<>();
    if (change instanceof Put put) {
      properties.putAll(put.properties());
      properties.put("sha256", put.sha256());
    } else if (change instanceof Remove) {
      properties.clear();
    }
    properties.put("id", change.id());
    properties.put("dump", (long) change.version().dump());
    properties.put("run", change.version().run());
    return properties;
  }

  /** A target that was referred to once stays, as a stub if need be. */
  private void stub(Relation relation, Object target) {
    String property = target instanceof String ? "name" : "id";
    stubs.put(key(relation, target), Map.of(property, target));
  }

  private static String type(Relation relation) {
    return switch (relation) {
      case IS_GENRE, IS_STYLE -> "IS";
      default -> relation.name();
    };
  }

  private static String key(Relation relation, Object target) {
    String label =
        switch (relation) {
          case MEMBER_OF, ALIAS_OF, BY -> "Artist";
          case ON, SUBLABEL_OF -> "Label";
          case DERIVED_FROM -> "Master";
          case IS_GENRE -> "Genre";
          case IS_STYLE -> "Style";
        };
    return label + ":" + target;
  }

  private static String key(EntityType type, long id) {
    String singular = type.singular();
    return Character.toUpperCase(singular.charAt(0)) + singular.substring(1) + ":" + id;
  }
}
