package org.discogsography.localstack.commands;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.process.LocalStackException;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Result;
import org.neo4j.driver.Session;
import org.neo4j.driver.Value;
import org.neo4j.driver.exceptions.Neo4jException;
import org.neo4j.driver.summary.SummaryCounters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** One query to Neo4j. */
@Command(name = "cypher", description = "Runs a query and prints its rows.")
final class Cypher implements Callable<Integer> {
  @Parameters(paramLabel = "QUERY")
  private String query = "";

  @Override
  public Integer call() {
    Neo4jServer server = LocalStackMain.stack().neo4j();
    if (!server.running()) {
      throw new LocalStackException("neo4j is not running: scripts/start neo4j starts it.");
    }
    Config config =
        Config.builder()
            .withConnectionTimeout(5, TimeUnit.SECONDS)
            .withConnectionAcquisitionTimeout(5, TimeUnit.SECONDS)
            .build();
    try (Driver driver =
            GraphDatabase.driver(
                server.uri(), AuthTokens.basic(server.username(), server.password()), config);
        Session session = driver.session()) {
      print(session.run(query));
    } catch (Neo4jException e) {
      throw new LocalStackException(String.valueOf(e.getMessage()), e);
    }
    return 0;
  }

  private static void print(Result result) {
    List<String> columns = result.keys();
    if (!columns.isEmpty()) {
      Table table = new Table(columns);
      result.forEachRemaining(row -> table.add(row.values().stream().map(Cypher::text).toList()));
      table.print(System.out);
    }
    SummaryCounters changes = result.consume().counters();
    if (changes.containsUpdates()) {
      System.out.printf(
          "nodes +%d -%d, relationships +%d -%d, properties set %d%n",
          changes.nodesCreated(),
          changes.nodesDeleted(),
          changes.relationshipsCreated(),
          changes.relationshipsDeleted(),
          changes.propertiesSet());
    }
  }

  private static String text(Value value) {
    String type = value.type().name();
    return switch (type) {
      case "STRING" -> value.asString();
      case "NODE" -> value.asNode().labels() + " " + value.asNode().asMap();
      case "RELATIONSHIP" ->
          "[" + value.asRelationship().type() + "] " + value.asRelationship().asMap();
      default -> value.toString();
    };
  }
}
