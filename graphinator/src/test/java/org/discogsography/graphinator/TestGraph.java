package org.discogsography.graphinator;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;

/** The sinks on a server, and what the graph holds. */
final class TestGraph implements AutoCloseable {
  private static final String KEY =
      "labels(%1$s)[0] + ':' + coalesce(toString(%1$s.id), %1$s.name)";

  private final ResilientNeo4jDriver driver;
  private final GraphSchema schema;
  private final WritePermit permit = new WritePermit();

  TestGraph(Neo4jServer server) {
    this(settings(server));
  }

  TestGraph(Neo4jSettings settings) {
    this.driver = ResilientNeo4jDriver.open(settings, new SimpleMeterRegistry());
    this.schema = new GraphSchema(driver, types -> {});
  }

  static Neo4jSettings settings(Neo4jServer server) {
    return Neo4jSettings.of(server.uri(), server.username(), server.password());
  }

  ResilientNeo4jDriver driver() {
    return driver;
  }

  GraphSchema schema() {
    return schema;
  }

  GraphSink sink(EntityType type) {
    return new GraphSink(type, driver, schema, permit);
  }

  /** A sink of another process: it does not share the permit. */
  GraphSink rival(EntityType type) {
    return new GraphSink(type, driver, schema, new WritePermit());
  }

  void clear() throws InterruptedException {
    driver.awaitAvailable(Duration.ofMinutes(1));
    driver.write(transaction -> transaction.run("MATCH (n) DETACH DELETE n").consume());
    schema.ensure();
  }

  /** Every node by its key, with all its properties but those of the clock. */
  Map<String, Map<String, Object>> nodes() throws InterruptedException {
    Map<String, Map<String, Object>> nodes = new TreeMap<>();
    for (Record row :
        query("MATCH (n) RETURN " + KEY.formatted("n") + " AS key, properties(n) AS p")) {
      Map<String, Object> properties = new HashMap<>(row.get("p").asMap());
      properties.remove("updated_at");
      if (nodes.put(row.get("key").asString(), properties) != null) {
        throw new AssertionError("twice: " + row.get("key"));
      }
    }
    return nodes;
  }

  /** Every relationship; one that is there twice is listed twice. */
  List<String> edges() throws InterruptedException {
    String statement =
        "MATCH (a)-[r]->(b) RETURN %s + ' ' + type(r) + ' ' + %s AS edge ORDER BY edge"
            .formatted(KEY.formatted("a"), KEY.formatted("b"));
    return query(statement).stream().map(row -> row.get("edge").asString()).toList();
  }

  /** When each node was written last, by key; stubs have none. */
  Map<String, String> writeTimes() throws InterruptedException {
    Map<String, String> times = new TreeMap<>();
    query(
            "MATCH (n) WHERE n.updated_at IS NOT NULL RETURN "
                + KEY.formatted("n")
                + " AS key, toString(n.updated_at) AS at")
        .forEach(row -> times.put(row.get("key").asString(), row.get("at").asString()));
    return times;
  }

  TreeSet<String> constraints() throws InterruptedException {
    TreeSet<String> constraints = new TreeSet<>();
    query("SHOW CONSTRAINTS YIELD labelsOrTypes, properties")
        .forEach(row ->
            constraints.add(
                row.get("labelsOrTypes").get(0).asString()
                    + "."
                    + row.get("properties").get(0).asString()));
    return constraints;
  }

  List<Record> query(String statement) throws InterruptedException {
    return driver.read((SimpleQueryRunner transaction) -> transaction.run(statement).list());
  }

  @Override
  public void close() {
    driver.close();
  }
}
