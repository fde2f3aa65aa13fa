package org.discogsography.localstack.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.place.Secret;
import org.discogsography.localstack.process.LocalStackException;

/** The settings that a service finds this stack with. Every secret goes by the name of a file. */
record ServiceEnvironment(
    StackSettings settings,
    PostgresServer postgres,
    Neo4jServer neo4j,
    RabbitMqServer rabbitmq,
    Dumps dumps) {
  /** The services' HTTP ports, in the order in which messages go through them. */
  static final Map<String, Integer> PORTS = ports();

  Map<String, String> of(String service) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("HTTP_HOST", "127.0.0.1");
    environment.put("HTTP_PORT", Integer.toString(settings.port(PORTS.getOrDefault(service, 0))));
    fromFile(environment, "AMQP_CONNECTION", brokerUri());
    settings.operationsToken().addTo(environment);
    switch (service) {
      case "extractor" -> addDumps(environment);
      case "graphinator" -> addNeo4j(environment);
      case "tableinator" -> addPostgres(environment);
      default -> addDashboard(environment);
    }
    return environment;
  }

  /** For tools that look at everything; no service runs with it. */
  Map<String, String> ofTools() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DISCOGS_ROOT", dumps.current().toString());
    fromFile(environment, "AMQP_CONNECTION", brokerUri());
    addNeo4j(environment);
    addPostgres(environment);
    environment.values().removeIf(String::isEmpty);
    return environment;
  }

  private void addDumps(Map<String, String> environment) {
    environment.put("DISCOGS_ROOT", dumps.current().toString());
    environment.put("STATE_DIR", settings.directory().resolve("extractor/state").toString());
  }

  private void addNeo4j(Map<String, String> environment) {
    environment.put("NEO4J_ADDRESS", neo4j.uri());
    environment.put("NEO4J_USERNAME", neo4j.username());
    fromFile(environment, "NEO4J_PASSWORD", neo4j.passwordFile());
  }

  private void addPostgres(Map<String, String> environment) {
    environment.put("POSTGRES_ADDRESS", postgres.address());
    environment.put("POSTGRES_DATABASE", postgres.database());
    environment.put("POSTGRES_USERNAME", postgres.username());
    fromFile(environment, "POSTGRES_PASSWORD", postgres.passwordFile());
  }

  private void addDashboard(Map<String, String> environment) {
    addNeo4j(environment);
    addPostgres(environment);
    environment.put("RABBITMQ_MANAGEMENT_URL", rabbitmq.managementUri());
    environment.put("REHEARSALS_DIR", settings.rehearsals().toString());
    PORTS.forEach((name, port) ->
        environment.put(
            name.toUpperCase(java.util.Locale.ROOT) + "_URL",
            "http://127.0.0.1:" + settings.port(port)));
  }

  private Path brokerUri() {
    Path file = rabbitmq.passwordFile().resolveSibling("uri");
    try {
      Secret.write(file, rabbitmq.uri() + "\n");
      return file;
    } catch (IOException e) {
      throw new LocalStackException("Cannot write " + file + ".", e);
    }
  }

  /** The variable itself may be set where the stack is started from; it would be a second value. */
  private static void fromFile(Map<String, String> environment, String name, Path file) {
    environment.put(name, "");
    environment.put(name + "_FILE", file.toString());
  }

  private static Map<String, Integer> ports() {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put("extractor", 8000);
    ports.put("graphinator", 8001);
    ports.put("tableinator", 8002);
    ports.put("dashboard", 8003);
    return Collections.unmodifiableMap(ports);
  }
}
