package org.discogsography.verify.graph;

import org.discogsography.messages.EntityType;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Mix;
import org.discogsography.verify.record.GraphRecord;

/** The statements. A node with a hash is a record; one without is a stub. */
final class GraphCypher {
  static final String NAMES =
      "MATCH (n:Genre) RETURN n.name AS name UNION MATCH (n:Style) RETURN n.name AS name";

  private GraphCypher() {}

  /** Parameters: from, to. */
  static String nodes(EntityType type) {
    return """
    MATCH (n:%s) WHERE n.id >= $from AND n.id < $to AND n.sha256 IS NOT NULL
    RETURN properties(n) AS properties
    """
        .formatted(GraphRecord.label(type));
  }

  /** Parameters: from, to, kinds and names as numbers. The sums are those of {@link Mix}. */
  static String links(EntityType type) {
    return """
    MATCH (n:%s) WHERE n.id >= $from AND n.id < $to
    MATCH (n)-[r]->(m)
    WITH n.id AS id, (n.id * %d + coalesce($kinds[type(r) + ' ' + labels(m)[0]], 0) * %d
      + coalesce(m.id, $names[m.name], 0)) %% %4$d AS mixed
    WITH id, mixed, mixed * mixed %% %4$d AS square
    RETURN id / %5$d AS bucket, count(*) AS links, sum(square) AS squares,
      sum(square * mixed %% %4$d) AS cubes
    """
        .formatted(
            GraphRecord.label(type), Mix.ID_FACTOR, Mix.KIND_FACTOR, Mix.PRIME, Digests.BUCKET);
  }

  /** Parameter: ids. */
  static String records(EntityType type) {
    return """
    UNWIND $ids AS id
    MATCH (n:%s {id: id})
    RETURN properties(n) AS properties,
      [(n)-[r]->(m) | [type(r), labels(m)[0], coalesce(m.id, m.name)]] AS links
    """
        .formatted(GraphRecord.label(type));
  }

  /** Parameters: from, to. */
  static String owners(EntityType type) {
    return """
    MATCH (n:%s) WHERE n.id >= $from AND n.id < $to
      AND (n.sha256 IS NOT NULL OR EXISTS { (n)-->() })
    RETURN n.id AS id, n.sha256 IS NOT NULL AS live, coalesce(n.dump, 0) AS dump,
      coalesce(n.run, 0) AS run
    """
        .formatted(GraphRecord.label(type));
  }
}
