package org.discogsography.endtoend;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.discogsography.endtoend.Oracle.Edge;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.messages.EntityType;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** What Neo4j holds, read with plain Cypher. */
final class GraphContents implements AutoCloseable {
  private static final String KEY =
      "labels(%1$s)[0] + ':' + coalesce(toString(%1$s.id), %1$s.name)";

  /** A driver says when it opens and closes; held, because loggers are held weakly. */
  private static final Logger DRIVER_LOG = Logger.getLogger("org.neo4j.driver");

  static {
    DRIVER_LOG.setLevel(Level.WARNING);
  }

  private final Driver driver;

  GraphContents(Neo4jServer server) {
    this.driver =
        GraphDatabase.driver(server.uri(), AuthTokens.basic(server.username(), server.password()));
  }

  /** Hex SHA-256 of each node that is not a stub. */
  Map<Long, String> hashes(EntityType type) {
    Map<Long, String> hashes = new TreeMap<>();
    driver
        .executableQuery(
            "MATCH (n:%s) WHERE n.sha256 IS NOT NULL RETURN n.id AS id, n.sha256 AS sha256"
                .formatted(Oracle.label(type)))
        .execute()
        .records()
        .forEach(row -> hashes.put(row.get("id").asLong(), row.get("sha256").asString()));
    return hashes;
  }

  /** How many nodes are not stubs. */
  long count(EntityType type) {
    return driver
        .executableQuery(
            "MATCH (n:%s) WHERE n.sha256 IS NOT NULL RETURN count(n) AS n"
                .formatted(Oracle.label(type)))
        .execute()
        .records()
        .getFirst()
        .get("n")
        .asLong();
  }

  /** Records with their data, but those that tests sent themselves. */
  long count() {
    return single(
        "MATCH (n) WHERE n.sha256 IS NOT NULL AND n.id < $number RETURN count(n) AS n",
        Messages.FIRST_ID);
  }

  /** How many nodes with data, of any type, have the version of this dump and are of it. */
  long countOf(int dump) {
    return single(
        "MATCH (n) WHERE n.sha256 IS NOT NULL AND n.dump = $number AND n.id < "
            + Messages.FIRST_ID
            + " RETURN count(n) AS n",
        dump);
  }

  /** The same of one type. */
  long countOf(EntityType type, int dump) {
    return single(
        "MATCH (n:%s) WHERE n.sha256 IS NOT NULL AND n.dump = $number RETURN count(n) AS n"
            .formatted(Oracle.label(type)),
        dump);
  }

  /** How many nodes of a type with data have at least this id. */
  long countFrom(EntityType type, long id) {
    return single(
        "MATCH (n:%s) WHERE n.sha256 IS NOT NULL AND n.id >= $number RETURN count(n) AS n"
            .formatted(Oracle.label(type)),
        id);
  }

  /** The dump of the version of each node with data, by id. */
  Map<Long, Integer> dumps(EntityType type) {
    Map<Long, Integer> dumps = new TreeMap<>();
    driver
        .executableQuery(
            "MATCH (n:%s) WHERE n.sha256 IS NOT NULL RETURN n.id AS id, n.dump AS dump"
                .formatted(Oracle.label(type)))
        .execute()
        .records()
        .forEach(row -> dumps.put(row.get("id").asLong(), row.get("dump").asInt()));
    return dumps;
  }

  /** Duplicates included, which a set would hide. */
  long nodeCount() {
    return single("MATCH (n) RETURN count(n) AS n", 0);
  }

  private long single(String cypher, long number) {
    return driver
        .executableQuery(cypher)
        .withParameters(Map.of("number", number))
        .execute()
        .records()
        .getFirst()
        .get("n")
        .asLong();
  }

  Set<String> nodes() {
    Set<String> nodes = new TreeSet<>();
    driver
        .executableQuery("MATCH (n) RETURN " + KEY.formatted("n") + " AS key")
        .execute()
        .records()
        .forEach(row -> nodes.add(row.get("key").asString()));
    return nodes;
  }

  Set<Edge> edges() {
    Set<Edge> edges = new TreeSet<>();
    driver
        .executableQuery(
            "MATCH (a)-[r]->(b) RETURN %s AS source, type(r) AS type, %s AS target"
                .formatted(KEY.formatted("a"), KEY.formatted("b")))
        .execute()
        .records()
        .forEach(row ->
            edges.add(
                new Edge(
                    row.get("source").asString(),
                    row.get("type").asString(),
                    row.get("target").asString())));
    return edges;
  }

  /** The number of relationships, which shows duplicates that a set would hide. */
  long relationships() {
    return driver
        .executableQuery("MATCH ()-[r]->() RETURN count(r) AS n")
        .execute()
        .records()
        .getFirst()
        .get("n")
        .asLong();
  }

  @Override
  public void close() {
    driver.close();
  }
}
