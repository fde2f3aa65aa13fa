package org.discogsography.resilience.readme;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.discogsography.resilience.neo4j.Neo4jDatabase;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;

/** Shown in the library's README. */
final class Neo4jExample {
  private Neo4jExample() {}

  static long run(String address, String password, MeterRegistry meters)
      throws InterruptedException {
    // <example>
    Neo4jSettings settings = Neo4jSettings.of(address, "neo4j", password);
    // Returns at once: the server may be down, now or later.
    try (ResilientNeo4jDriver driver = ResilientNeo4jDriver.open(settings, meters)) {
      driver.awaitAvailable(Duration.ofSeconds(60));

      Neo4jDatabase graph = driver.database(); // a breaker, and retries by kind of failure
      graph.write(tx -> tx.run("MERGE (:Person {name: $name})", Map.of("name", "Ada")).consume());
      long people =
          graph.read(tx -> tx.run("MATCH (p:Person) RETURN count(p)").single().get(0).asLong());

      System.out.println(driver.health().health()); // from memory, also while the server hangs
      return people;
    }
    // </example>
  }
}
