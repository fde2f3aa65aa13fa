package org.discogsography.graphinator;

/** A relationship that a record owns, always outgoing, and the node it leads to. */
enum Relation {
  MEMBER_OF("MEMBER_OF", Target.ARTIST),
  ALIAS_OF("ALIAS_OF", Target.ARTIST),
  BY("BY", Target.ARTIST),
  ON("ON", Target.LABEL),
  SUBLABEL_OF("SUBLABEL_OF", Target.LABEL),
  DERIVED_FROM("DERIVED_FROM", Target.MASTER),
  IS_GENRE("IS", Target.GENRE),
  IS_STYLE("IS", Target.STYLE);

  private final String type;
  private final Target target;

  /** Nodes that relationships lead to; records by id, categories by name. */
  private enum Target {
    ARTIST("Artist", "id"),
    LABEL("Label", "id"),
    MASTER("Master", "id"),
    GENRE("Genre", "name"),
    STYLE("Style", "name");

    private final String label;
    private final String key;

    Target(String label, String key) {
      this.label = label;
      this.key = key;
    }
  }

  Relation(String type, Target target) {
    this.type = type;
    this.target = target;
  }

  /** The name of the targets in a row. */
  String field() {
    return name();
  }

  /** Cypher for one row's relationships, from {@code n} to every target in {@code row}. */
  String fill() {
    return """
    CALL (n, row) {
      UNWIND row.%s AS target
      MERGE (m:%s {%s: target})
      CREATE (n)-[:%s]->(m)
    }
    """
        .formatted(field(), target.label, target.key, type);
  }
}
