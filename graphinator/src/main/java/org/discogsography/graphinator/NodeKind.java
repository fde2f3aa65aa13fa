package org.discogsography.graphinator;

import java.util.List;
import org.discogsography.messages.EntityType;

/** How records of a type appear in the graph. */
enum NodeKind {
  ARTIST("Artist"),
  LABEL("Label"),
  MASTER("Master"),
  RELEASE("Release");

  private final String label;

  NodeKind(String label) {
    this.label = label;
  }

  static NodeKind of(EntityType type) {
    return switch (type) {
      case ARTISTS -> ARTIST;
      case LABELS -> LABEL;
      case MASTERS -> MASTER;
      case RELEASES -> RELEASE;
    };
  }

  /** The node's label in the graph. */
  String label() {
    return label;
  }

  /** The relationships that such a record owns. */
  List<Relation> relations() {
    return switch (this) {
      case ARTIST -> List.of(Relation.MEMBER_OF, Relation.ALIAS_OF);
      case LABEL -> List.of(Relation.SUBLABEL_OF);
      case MASTER -> List.of(Relation.BY, Relation.IS_GENRE, Relation.IS_STYLE);
      case RELEASE ->
          List.of(
              Relation.BY,
              Relation.ON,
              Relation.DERIVED_FROM,
              Relation.IS_GENRE,
              Relation.IS_STYLE);
    };
  }
}
