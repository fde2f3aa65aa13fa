package org.discogsography.endtoend;

import java.util.List;

/**
 * Something that Cypher can break and mend again.
 *
 * @param named in the report
 */
record GraphDamage(String what, String done, String undone, String named) {
  private static final String MEND_HASH =
      "MATCH (n:Release) WHERE n.kept IS NOT NULL SET n.sha256 = n.kept REMOVE n.kept";

  private static final String MEND_LINK =
      """
      MATCH (k:Kept) MATCH (n:Release {id: k.release}), (a:Artist {id: k.artist})
      OPTIONAL MATCH (n)-[wrong:BY]->(:Artist {id: k.instead})
      CREATE (n)-[:BY]->(a) DELETE k, wrong
      """;

  static final List<GraphDamage> ALL =
      List.of(
          new GraphDamage(
              "a missing node",
              "MATCH (n:Release {id: 3}) SET n:Gone REMOVE n:Release",
              "MATCH (n:Gone) SET n:Release REMOVE n:Gone",
              "releases 3 in Neo4j: missing, no node"),
          new GraphDamage(
              "a record that became a stub",
              "MATCH (n:Release {id: 3}) SET n.kept = n.sha256 REMOVE n.sha256",
              MEND_HASH,
              "releases 3 in Neo4j: missing, a stub only"),
          new GraphDamage(
              "a deleted record that came back",
              "CREATE (:Artist {id: 77000001, sha256: '00', dump: 20260101, run: 1})",
              "MATCH (n:Artist {id: 77000001}) DELETE n",
              "artists 77000001 in Neo4j: extra"),
          new GraphDamage(
              "a wrong hash",
              """
              MATCH (n:Release {id: 4})
              SET n.kept = n.sha256, n.sha256 = substring(n.sha256, 0, 60) + 'abcd'
              """,
              MEND_HASH,
              "releases 4 in Neo4j: different"),
          new GraphDamage(
              "a wrong property under a right hash",
              "MATCH (n:Release {id: 5}) SET n.title = n.title + '!'",
              "MATCH (n:Release {id: 5}) SET n.title = left(n.title, size(n.title) - 1)",
              "releases 5 in Neo4j: content, is not title="),
          new GraphDamage(
              "a newer version",
              "MATCH (n:Release {id: 6}) SET n.dump = 20990101",
              "MATCH (n:Release {id: 6}) SET n.dump = 20260101",
              "releases 6 in Neo4j: newer, of the dump of 20990101"),
          new GraphDamage(
              "a missing relationship",
              """
              MATCH (:Release {id: 7})-[r:BY]->(a) WITH r, a LIMIT 1
              CREATE (:Kept {release: 7, artist: a.id}) DELETE r
              """,
              MEND_LINK,
              "releases 7 in Neo4j: relationships, lacks BY Artist"),
          new GraphDamage(
              "a relationship that leads elsewhere",
              """
              MATCH (n:Release {id: 10})-[r:BY]->(a) WITH n, r, a LIMIT 1
              MATCH (b:Artist) WHERE NOT (n)-[:BY]->(b) WITH n, r, a, b LIMIT 1
              CREATE (n)-[:BY]->(b), (:Kept {release: 10, artist: a.id, instead: b.id}) DELETE r
              """,
              MEND_LINK,
              "releases 10 in Neo4j: relationships, lacks BY Artist"),
          new GraphDamage(
              "an extra relationship",
              "MATCH (n:Release {id: 8}), (g:Genre) WITH n, g LIMIT 1 CREATE (n)-[:ON]->(g)",
              "MATCH (:Release {id: 8})-[r:ON]->(:Genre) DELETE r",
              "releases 8 in Neo4j: relationships, has too many ON Genre"),
          new GraphDamage(
              "a relationship that is there twice",
              """
              MATCH (n:Release {id: 9})-[:BY]->(a) WITH n, a LIMIT 1 CREATE (n)-[:BY]->(a)
              """,
              """
              MATCH (:Release {id: 9})-[r:BY]->(a) WITH a, collect(r) AS twice WHERE size(twice) > 1
              WITH twice[0] AS r DELETE r
              """,
              "releases 9 in Neo4j: relationships, has too many BY Artist"),
          new GraphDamage(
              "a stub that owns a relationship",
              "CREATE (:Label {id: 77000002})-[:SUBLABEL_OF]->(:Label {id: 77000003})",
              "MATCH (n:Label) WHERE n.id >= 77000002 DETACH DELETE n",
              "labels 77000002 in Neo4j: relationships, a stub that owns relationships"));

  @Override
  public String toString() {
    return what;
  }
}
