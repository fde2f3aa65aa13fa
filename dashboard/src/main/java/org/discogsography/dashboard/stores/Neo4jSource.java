package org.discogsography.dashboard.stores;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.neo4j.Neo4jDatabase;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.resilience.probe.Availability;

/** Reads Neo4j's count store, which answers such counts without touching a node. */
public final class Neo4jSource implements StoreSource {
  private static final List<String> LABELS =
      List.of("Artist", "Label", "Master", "Release", "Genre", "Style");

  private final ResilientNeo4jDriver driver;
  private final Neo4jDatabase database;

  public Neo4jSource(ResilientNeo4jDriver driver) {
    this.driver = driver;
    this.database = driver.database();
  }

  @Override
  public String name() {
    return "neo4j";
  }

  @Override
  public Availability availability() {
    return driver.availability();
  }

  @Override
  public void ping() throws InterruptedException {
    database.read(transaction -> transaction.run("RETURN 1 AS n").single().get("n").asInt());
  }

  @Override
  public StoreFigures figures() throws InterruptedException {
    Map<String, Long> counts =
        database.read(transaction -> {
          Map<String, Long> found = new LinkedHashMap<>();
          for (String label : LABELS) {
            String query = "MATCH (n:" + label + ") RETURN count(n) AS n";
            found.put(label, transaction.run(query).single().get("n").asLong());
          }
          String edges = "MATCH ()-[r]->() RETURN count(r) AS n";
          found.put("relationships", transaction.run(edges).single().get("n").asLong());
          return found;
        });
    return new StoreFigures(counts, StoreFigures.Estimate.COUNTED, null, null, null);
  }
}
