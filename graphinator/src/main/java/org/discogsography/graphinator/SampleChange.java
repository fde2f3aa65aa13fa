package org.discogsography.graphinator;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.discogsography.graphinator.GraphChange.Put;
import org.discogsography.graphinator.GraphChange.Remove;
import org.discogsography.messages.Version;

/**
 * An ordinary record under ids that no dump has, to be written and rolled back: first new, then
 * changed, then removed, so that every statement runs.
 */
final class SampleChange {
  private static final long ID = -1;
  private static final long TARGET = -2;
  private static final String NAME = "Sample of a healthy graph";

  private SampleChange() {}

  static List<Batch> steps(NodeKind kind) {
    return List.of(
        Batch.of(List.of(put(kind, 1))),
        Batch.of(List.of(put(kind, 2))),
        Batch.of(List.of(new Remove(ID, new Version(3, 1)))));
  }

  private static Put put(NodeKind kind, int dump) {
    Map<Relation, List<Object>> targets = new EnumMap<>(Relation.class);
    kind.relations().forEach(relation -> targets.put(relation, target(relation)));
    Map<String, Object> properties = Map.of("name", NAME, "title", NAME);
    String sha256 = String.valueOf(dump).repeat(64);
    return new Put(ID, new Version(dump, 1), sha256, false, properties, targets);
  }

  private static List<Object> target(Relation relation) {
    return switch (relation) {
      case IS_GENRE, IS_STYLE -> List.of(NAME);
      case MEMBER_OF, ALIAS_OF, BY, ON, SUBLABEL_OF, DERIVED_FROM -> List.of(TARGET);
    };
  }
}
