package org.discogsography.resilience.readme;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.localstack.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The README's examples do what it says. */
@Timeout(120)
class ExamplesIT {
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void neo4j() throws InterruptedException {
    Neo4jServer server = TestServers.neo4j();

    assertThat(Neo4jExample.run(server.uri(), server.password(), meters)).isEqualTo(1);
  }

  @Test
  void postgres() throws InterruptedException {
    PostgresServer server = TestServers.postgres();

    assertThat(
            PostgresExample.run(
                "127.0.0.1", server.port(), server.username(), server.password(), meters))
        .isEqualTo(5);
  }

  @Test
  void rabbitmq() throws InterruptedException {
    assertThat(RabbitExample.run(TestServers.rabbitmq().uri(), meters)).isEqualTo(1);
  }
}
