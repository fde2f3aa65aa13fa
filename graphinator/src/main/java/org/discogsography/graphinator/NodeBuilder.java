package org.discogsography.graphinator;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects a node's properties and the distinct targets of its relationships. Not thread-safe. */
final class NodeBuilder {
  private final Map<String, Object> properties = new HashMap<>();
  private final Map<Relation, Set<Object>> targets = new EnumMap<>(Relation.class);
  private long id;

  void id(long value) {
    id = value;
  }

  /** Zero where the record has none. */
  long id() {
    return id;
  }

  void property(String name, Object value) {
    properties.put(name, value);
  }

  /** A record's id; 0 and less mean that there is none. */
  void target(Relation relation, long targetId) {
    if (targetId > 0) {
      add(relation, targetId);
    }
  }

  void target(Relation relation, String name) {
    add(relation, name);
  }

  Map<String, Object> properties() {
    return properties;
  }

  Map<Relation, List<Object>> targets() {
    Map<Relation, List<Object>> distinct = new EnumMap<>(Relation.class);
    targets.forEach((relation, values) -> distinct.put(relation, new ArrayList<>(values)));
    return distinct;
  }

  private void add(Relation relation, Object target) {
    targets.computeIfAbsent(relation, r -> new LinkedHashSet<>()).add(target);
  }
}
