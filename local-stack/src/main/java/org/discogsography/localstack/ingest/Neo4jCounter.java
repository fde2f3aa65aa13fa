package org.discogsography.localstack.ingest;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.Neo4jServer;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;

/** Nodes of each label that a record has filled; a stub has no hash. */
final class Neo4jCounter implements Counter {
  private final Driver driver;

  Neo4jCounter(Neo4jServer server) {
    Config config =
        Config.builder()
            .withConnectionTimeout(3, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(5, TimeUnit.SECONDS)
            .withMaxConnectionPoolSize(2)
            .build();
    this.driver =
        GraphDatabase.driver(
            server.uri(), AuthTokens.basic(server.username(), server.password()), config);
  }

  @Override
  public Map<Kind, Long> count() {
    Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    try (Session session = driver.session()) {
      for (Kind kind : Kind.values()) {
        String query = "MATCH (n:" + kind.label() + ") WHERE n.sha256 IS NOT NULL RETURN count(n)";
        counts.put(kind, session.run(query).single().get(0).asLong());
      }
    }
    return counts;
  }

  @Override
  public void close() {
    driver.close();
  }
}
