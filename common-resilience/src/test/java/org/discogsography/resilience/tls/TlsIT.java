package org.discogsography.resilience.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.localstack.process.Await.until;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.LocalServer;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.RabbitMqPorts;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.ServerTls;
import org.discogsography.localstack.TestAuthority;
import org.discogsography.localstack.place.Ports;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.health.Status;
import org.discogsography.resilience.neo4j.Access;
import org.discogsography.resilience.neo4j.Neo4jSettings;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.discogsography.resilience.postgres.PostgresSettings;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.Topology;
import org.discogsography.resilience.resource.ResourceOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real servers with a certificate for {@code localhost}: asked for by that name they are trusted by
 * who trusts the authority, and refused by everybody else and under every other name.
 */
@Timeout(180)
class TlsIT {
  private static final String RIGHT_NAME = "localhost";
  private static final String OTHER_NAME = "127.0.0.1";
  private static final String UNTRUSTED =
      "TLS: the server's certificate was issued by nobody who is trusted here; %s names the file of those who are.";
  private static final String MISNAMED =
      "TLS: the server's certificate is for another host name than the one that is used here.";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static final int AMQPS_PORT = Ports.free();
  private static Path right;
  private static Path wrong;
  private static PostgresServer postgres;
  private static Neo4jServer neo4j;
  private static RabbitMqServer rabbitmq;

  @BeforeAll
  static void startServers() throws IOException {
    TestAuthority authority = TestAuthority.in(directory.resolve("right"));
    ServerTls tls = authority.issue(RIGHT_NAME);
    right = authority.certificate();
    wrong = TestAuthority.in(directory.resolve("wrong")).certificate();
    postgres = PostgresServer.encrypted(directory.resolve("postgres"), Ports.free(), tls);
    neo4j = Neo4jServer.encrypted(directory.resolve("neo4j"), Ports.free(), tls);
    rabbitmq =
        RabbitMqServer.encrypted(
            directory.resolve("rabbitmq"), RabbitMqPorts.free(), AMQPS_PORT, Ports.free(), tls);
    List.of(postgres, neo4j, rabbitmq).parallelStream().forEach(LocalServer::start);
  }

  @AfterAll
  static void stopServers() {
    for (LocalServer server : List.<LocalServer>of(postgres, neo4j, rabbitmq)) {
      server.stop();
      server.clean();
    }
  }

  @Test
  void postgresIsTrustedByTheAuthoritysNameAndHostNameOnly() {
    assertTrusted(postgres(RIGHT_NAME, right));
    assertRefused(postgres(RIGHT_NAME, wrong), UNTRUSTED.formatted("DATABASE_SSL_ROOT_CERT"));
    assertRefused(postgres(OTHER_NAME, right), MISNAMED);
  }

  @Test
  void neo4jIsTrustedByTheAuthoritysNameAndHostNameOnly() {
    assertTrusted(neo4j(RIGHT_NAME, right));
    assertRefused(neo4j(RIGHT_NAME, wrong), UNTRUSTED.formatted("NEO4J_SSL_ROOT_CERT"));
    assertRefused(neo4j(OTHER_NAME, right), MISNAMED);
  }

  @Test
  void rabbitmqIsTrustedByTheAuthoritysNameAndHostNameOnly() {
    assertTrusted(rabbitmq(RIGHT_NAME, right, AMQPS_PORT));
    assertRefused(
        rabbitmq(RIGHT_NAME, wrong, AMQPS_PORT), UNTRUSTED.formatted("AMQP_SSL_ROOT_CERT"));
    assertRefused(rabbitmq(OTHER_NAME, right, AMQPS_PORT), MISNAMED);
  }

  @Test
  void aPortWithoutTlsIsRefusedAndNothingIsSentThere() {
    assertRefused(
        rabbitmq(RIGHT_NAME, right, rabbitmq.port()),
        "TLS: the server does not speak TLS on this port.");
  }

  private static ComponentHealth postgres(String host, Path authorities) {
    PostgresSettings settings =
        PostgresSettings.from(
            Environment.of(
                Map.of(
                    "POSTGRES_ADDRESS", host + ":" + postgres.port(),
                    "POSTGRES_DATABASE", postgres.database(),
                    "POSTGRES_USERNAME", postgres.username(),
                    "POSTGRES_PASSWORD", postgres.password(),
                    "DATABASE_SSL_MODE", "verify-full",
                    "DATABASE_SSL_ROOT_CERT", authorities.toString())),
            "tls",
            PostgresSettings.Purpose.READ);
    try (ResilientPostgresPool pool = ResilientPostgresPool.open(settings, options())) {
      return outcome(pool.health());
    }
  }

  private static ComponentHealth neo4j(String host, Path authorities) {
    Neo4jSettings settings =
        Neo4jSettings.from(
            Environment.of(
                Map.of(
                    "NEO4J_ADDRESS", "bolt+s://" + host + ":" + neo4j.port(),
                    "NEO4J_PASSWORD", neo4j.password(),
                    "NEO4J_SSL_ROOT_CERT", authorities.toString())));
    try (ResilientNeo4jDriver driver =
        ResilientNeo4jDriver.open(settings, Access.READ, options())) {
      return outcome(driver.health());
    }
  }

  private static ComponentHealth rabbitmq(String host, Path authorities, int port) {
    String credentials = rabbitmq.username() + ":" + rabbitmq.password();
    RabbitSettings settings =
        RabbitSettings.from(
            Environment.of(
                Map.of(
                    "AMQP_CONNECTION",
                    "amqps://" + credentials + "@" + host + ":" + port,
                    "AMQP_SSL_ROOT_CERT",
                    authorities.toString())));
    Topology nothing = new Topology(List.of(), List.of(), List.of());
    try (ResilientRabbitConnection connection =
        ResilientRabbitConnection.open(settings, "tls", nothing, options())) {
      return outcome(connection.health());
    }
  }

  private static ResourceOptions options() {
    return ResourceOptions.of(new SimpleMeterRegistry());
  }

  /** Its health once that is settled: connected, or refused for good. */
  private static ComponentHealth outcome(HealthIndicator indicator) {
    until(
        Duration.ofSeconds(30),
        () -> {
          ComponentHealth health = indicator.health();
          return health.status() == Status.UP || health.effect() == Status.DOWN;
        });
    return indicator.health();
  }

  private static void assertTrusted(ComponentHealth health) {
    assertThat(health.status()).as(health.details().toString()).isEqualTo(Status.UP);
  }

  private static void assertRefused(ComponentHealth health, String sentence) {
    Map<String, Object> details = health.details();
    assertThat(health.effect()).as(details.toString()).isEqualTo(Status.DOWN);
    assertThat(details.getOrDefault("reason", details.get("last_error"))).isEqualTo(sentence);
  }
}
