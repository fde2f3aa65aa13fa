package org.discogsography.resilience.conformance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.LocalServer;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.Neo4jException;

/** Neo4j and its driver. */
final class Neo4jSubject implements Subject {
  private static final String OBSERVER = "conformance-observer";
  private static final String WRITE = "CREATE (n:Conformance) SET n.at = timestamp()";
  private static final Duration TRANSACTION = Duration.ofSeconds(4);
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Neo4jServer server = TestServers.neo4j();

  @Override
  public String name() {
    return "neo4j";
  }

  @Override
  public LocalServer server() {
    return server;
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public Client open(int port) {
    Neo4jSettings settings =
        Neo4jSettings.of("bolt://127.0.0.1:" + port, server.username(), server.password())
            .withTransactionTimeout(TRANSACTION, GRACE);
    return new DriverClient(ResilientNeo4jDriver.open(settings, new SimpleMeterRegistry()));
  }

  @Override
  public boolean greets() {
    return Greeting.bolt().isReturnedBy(server.port());
  }

  /** It greets 1.5 to 3 s, on a busy machine 15 s, before it does the first write for anybody. */
  @Override
  public boolean answers() {
    if (!greets()) {
      return false;
    }
    try (Driver driver = observer()) {
      driver.executableQuery(WRITE).execute();
      return true;
    } catch (Neo4jException e) {
      return false;
    }
  }

  @Override
  public int connectionsAtServer() {
    try (Driver driver = observer()) {
      return driver
          .executableQuery(
              "CALL dbms.listConnections() YIELD connector, userAgent"
                  + " WHERE connector = 'bolt' AND userAgent <> $observer"
                  + " RETURN count(*) AS others")
          .withParameters(Map.of("observer", OBSERVER))
          .execute()
          .records()
          .getFirst()
          .get("others")
          .asInt();
    }
  }

  @Override
  public boolean owns(String threadName) {
    return threadName.startsWith("neo4j") || threadName.startsWith("Neo4jDriver");
  }

  @Override
  public Duration callLimit() {
    return TRANSACTION.plus(GRACE);
  }

  @Override
  public Duration closeLimit() {
    return Duration.ofSeconds(10);
  }

  private Driver observer() {
    Config config =
        Config.builder()
            .withUserAgent(OBSERVER)
            .withMaxTransactionRetryTime(0, TimeUnit.SECONDS)
            .build();
    return GraphDatabase.driver(
        server.uri(), AuthTokens.basic(server.username(), server.password()), config);
  }

  private record DriverClient(ResilientNeo4jDriver driver) implements Client {
    @Override
    public void operate() throws InterruptedException {
      driver.write(t -> t.run(WRITE).consume());
    }

    @Override
    public boolean awaitAvailable(Duration limit) throws InterruptedException {
      return driver.awaitAvailable(limit);
    }

    @Override
    public HealthIndicator health() {
      return driver.health();
    }

    @Override
    public void close() {
      driver.close();
    }
  }
}
