package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.Session;
import tools.jackson.databind.JsonNode;

/** The services, each in a process of its own, on the test servers of this JVM, emptied first. */
final class Platform implements AutoCloseable {
  private static final Duration TO_INGEST = Duration.ofMinutes(4);

  /** The servers are shared: a new platform ends the one before. */
  private static Platform running;

  final PostgresServer postgres = TestServers.postgres();
  final Neo4jServer neo4j = TestServers.neo4j();
  final RabbitMqServer rabbitmq = TestServers.rabbitmq();
  private final GraphContents graph = new GraphContents(neo4j);
  private final TableContents tables = new TableContents(postgres);
  private final Path directory;
  private final Map<String, ServiceProcess> services = new LinkedHashMap<>();

  Platform(Path directory) throws SQLException {
    if (running != null) {
      running.close();
    }
    running = this;
    this.directory = directory;
    emptyPostgres();
    emptyNeo4j();
    emptyRabbitMq();
  }

  ServiceProcess start(String service, Map<String, String> more) {
    return start(service, service, more);
  }

  /**
   * One more of a service.
   *
   * @param alias what it is called here
   */
  ServiceProcess start(String service, String alias, Map<String, String> more) {
    Map<String, String> environment = connections();
    environment.putAll(more);
    ServiceProcess process = ServiceProcess.start(service, alias, environment, directory);
    services.put(alias, process);
    return process;
  }

  /** How a service, or a tool, finds the servers. */
  Map<String, String> connections() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AMQP_CONNECTION", rabbitmq.uri());
    environment.put("RABBITMQ_MANAGEMENT_URL", rabbitmq.managementUri());
    environment.put("NEO4J_ADDRESS", neo4j.uri());
    environment.put("NEO4J_USERNAME", neo4j.username());
    environment.put("NEO4J_PASSWORD", neo4j.password());
    environment.put("POSTGRES_ADDRESS", postgres.address());
    environment.put("POSTGRES_DATABASE", postgres.database());
    environment.put("POSTGRES_USERNAME", postgres.username());
    environment.put("POSTGRES_PASSWORD", postgres.password());
    return environment;
  }

  void startWorkers() {
    start("graphinator", Map.of());
    start("tableinator", Map.of());
  }

  ServiceProcess startExtractor(Path dumps) {
    return start(
        "extractor",
        Map.of(
            "DISCOGS_ROOT", dumps.toString(),
            "STATE_DIR", directory.resolve("state").toString()));
  }

  ServiceProcess service(String name) {
    return services.get(name);
  }

  /** Waits until the extractor is done and both stores hold as many records as the oracle. */
  void awaitIngested(Oracle oracle) throws Exception {
    long deadline = System.nanoTime() + TO_INGEST.toNanos();
    while (System.nanoTime() < deadline) {
      requireAlive();
      if (extractionState().equals("complete") && holdsAll(oracle) && queuesAreEmpty()) {
        return;
      }
      Thread.sleep(300);
    }
    throw new AssertionError("not ingested in time; extraction: " + extractionState() + logs());
  }

  String extractionState() throws InterruptedException {
    JsonNode health = service("extractor").get("/health");
    return health.at("/components/extraction/details/state").asString("");
  }

  TableContents tables() {
    return tables;
  }

  GraphContents graph() {
    return graph;
  }

  Map<String, ServiceProcess> services() {
    return services;
  }

  List<Long> pids() {
    return services.values().stream().map(ServiceProcess::pid).toList();
  }

  /** The same without dead letters and requests. */
  long workMessages() {
    return rabbitmq
        .ctl("list_queues", "--silent", "name", "messages")
        .lines()
        .filter(line -> line.matches("discogsography\\.(graph|table)inator\\.[a-z]+\\s.*"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1).strip()))
        .sum();
  }

  /** Ready messages of every queue but the requests', dead letters included. */
  long messages() {
    return rabbitmq
        .ctl("list_queues", "--silent", "name", "messages")
        .lines()
        .filter(line -> line.startsWith("discogsography."))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1).strip()))
        .sum();
  }

  boolean isRunning() {
    return running == this;
  }

  @Override
  public void close() {
    if (isRunning()) {
      running = null;
    }
    services.values().forEach(ServiceProcess::close);
    graph.close();
  }

  private boolean queuesAreEmpty() {
    return messages() == 0;
  }

  private boolean holdsAll(Oracle oracle) {
    try {
      for (EntityType type : EntityType.values()) {
        if (tables.count(type) != oracle.count(type) || graph.count(type) != oracle.count(type)) {
          return false;
        }
      }
      return true;
    } catch (SQLException e) {
      // The tables are still to be made.
      return false;
    }
  }

  private void requireAlive() {
    for (ServiceProcess service : services.values()) {
      assertThat(service.alive()).as(() -> service.name() + " runs\n" + service.log()).isTrue();
    }
  }

  private String logs() {
    List<String> logs = new ArrayList<>();
    services.values().forEach(s -> logs.add("\n--- " + s.name() + "\n" + s.log()));
    return String.join("", logs);
  }

  void emptyPostgres() throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute("drop schema public cascade");
      statement.execute("create schema public");
    }
  }

  /** Constraints included, as with a new volume. */
  void emptyNeo4j() {
    try (Driver driver =
            GraphDatabase.driver(
                neo4j.uri(), AuthTokens.basic(neo4j.username(), neo4j.password()));
        Session session = driver.session()) {
      // CALL IN TRANSACTIONS runs only in a transaction of its own.
      session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume();
      session
          .run("SHOW CONSTRAINTS YIELD name")
          .list(row -> row.get("name").asString())
          .forEach(name -> session.run("DROP CONSTRAINT `" + name + "`").consume());
    }
  }

  private void emptyRabbitMq() {
    rabbitmq
        .ctl("list_queues", "--silent", "name")
        .lines()
        .filter(name -> name.startsWith("discogsography."))
        .forEach(name -> rabbitmq.ctl("delete_queue", name.strip()));
  }
}
