package org.discogsography.dashboard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.discogsography.dashboard.deadletters.DeadLetterRoutes;
import org.discogsography.dashboard.stores.Neo4jSource;
import org.discogsography.dashboard.stores.PostgresSource;
import org.discogsography.dashboard.stores.StoreSource;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.neo4j.Access;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.resilience.operations.ServiceRoutes;
import org.discogsography.resilience.operations.api.AdminToken;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.PostgresSettings.Purpose;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.Topology;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.service.Service;

/**
 * The dashboard's own connections to the stores and the broker, for its operations API: each only
 * where its address is set. They read, and create nothing.
 */
record Connections(
    Optional<PostgresSettings> postgres,
    Optional<Neo4jSettings> neo4j,
    Optional<RabbitSettings> rabbit,
    Set<SinkName> sinks,
    AdminToken adminToken) {
  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(15);

  /** Whoever declares a queue that is missing has to ask for its records, which is not for us. */
  private static final Topology NOTHING = new Topology(List.of(), List.of(), List.of());

  static Connections from(Environment environment) {
    return new Connections(
        given(environment, "POSTGRES_ADDRESS")
            ? Optional.of(PostgresSettings.from(environment, "dashboard", Purpose.READ))
            : Optional.empty(),
        given(environment, "NEO4J_ADDRESS")
            ? Optional.of(Neo4jSettings.from(environment))
            : Optional.empty(),
        given(environment, "AMQP_CONNECTION")
            ? Optional.of(RabbitSettings.from(environment))
            : Optional.empty(),
        SinkName.from(environment),
        AdminToken.from(environment));
  }

  /**
   * What the dashboard reads beside the services' health.
   *
   * @param deadLetters no routes where there is no address of a broker
   */
  record Opened(List<StoreSource> stores, ServiceRoutes deadLetters) {}

  /** Returns at once; nobody has to answer. */
  Opened open(Service service) {
    List<StoreSource> stores = new ArrayList<>();
    List<ServiceRoutes> deadLetters = new ArrayList<>();
    postgres.ifPresent(settings -> {
      ResilientPostgresPool pool =
          service.closing(ResilientPostgresPool.open(settings, service.options()));
      show(service, pool.health(), pool.resource());
      stores.add(new PostgresSource(pool));
    });
    neo4j.ifPresent(settings -> {
      ResilientNeo4jDriver driver =
          service.closing(ResilientNeo4jDriver.open(settings, Access.READ, service.options()));
      show(service, driver.health(), driver.resource());
      stores.add(new Neo4jSource(driver));
    });
    rabbit.ifPresent(settings -> {
      ResilientRabbitConnection connection =
          service.closing(
              ResilientRabbitConnection.open(settings, service.name(), NOTHING, service.options()));
      show(service, connection.health(), connection.resource());
      deadLetters.add(
          new DeadLetterRoutes(
              settings, sinks, messages -> send(connection, messages), adminToken));
    });
    return new Opened(stores, config -> deadLetters.forEach(routes -> routes.addTo(config)));
  }

  private static void send(ResilientRabbitConnection connection, List<OutboundMessage> messages)
      throws InterruptedException {
    if (connection.publisher().publishOnce(messages, CONFIRMED_WITHIN).contains(false)) {
      throw new RabbitUnavailableException(
          "RabbitMQ did not confirm everything within %d s; ask for it again."
              .formatted(CONFIRMED_WITHIN.toSeconds()));
    }
  }

  private static void show(Service service, HealthIndicator health, ManagedResource resource) {
    service.health().add(new NotNeeded(health));
    service.managing(resource);
  }

  private static boolean given(Environment environment, String name) {
    return environment.optional(name) != null;
  }
}
