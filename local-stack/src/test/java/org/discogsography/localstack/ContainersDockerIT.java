package org.discogsography.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.discogsography.localstack.container.Container;
import org.discogsography.localstack.place.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The three servers as containers: the same commands, the same data at every start. */
@Timeout(600)
class ContainersDockerIT {
  @TempDir private Path directory;

  private List<LocalServer> servers = List.of();
  private PostgresServer postgres;

  @BeforeEach
  void askForContainers() {
    Optional<String> absence = Container.engineAbsence();
    absence.ifPresent(reason -> System.out.println("SKIPPED ContainersDockerIT: " + reason));
    assumeTrue(absence.isEmpty(), () -> absence.orElse(""));
    List.of("postgres", "neo4j", "rabbitmq")
        .forEach(name -> Container.claim(directory.resolve(name)));
    postgres = new PostgresServer(directory.resolve("postgres"), Ports.free());
    servers =
        List.of(
            postgres,
            new Neo4jServer(directory.resolve("neo4j"), Ports.free()),
            new RabbitMqServer(directory.resolve("rabbitmq"), RabbitMqPorts.free()));
  }

  @AfterEach
  void remove() {
    servers.forEach(LocalServer::clean);
  }

  @Test
  void eachIsStoppedPausedAndKilledAndKeepsItsData() throws SQLException {
    servers.parallelStream().forEach(LocalServer::start);
    execute("create table kept (id int)");
    for (LocalServer server : servers) {
      assertThat(server.health()).as(server.name()).isEqualTo("UP");
      server.pause();
      assertThat(server.health()).as(server.name()).isEqualTo("PAUSED");
      server.resume();
      assertThat(server.health()).as(server.name()).isEqualTo("UP");
    }
    servers.getFirst().kill();
    servers.stream().skip(1).parallel().forEach(LocalServer::stop);
    for (LocalServer server : servers) {
      assertThat(server.health()).as(server.name()).isEqualTo("STOPPED");
      assertThat(server.process().ended()).as("on purpose").isFalse();
    }
    servers.parallelStream().forEach(LocalServer::start);
    assertThat(servers).allMatch(LocalServer::answers);
    execute("insert into kept values (1)");
  }

  @Test
  void anotherJvmThatNamesTheDirectoryControlsTheSameContainer() {
    postgres.start();
    PostgresServer other = new PostgresServer(directory.resolve("postgres"), postgres.port());
    assertThat(other.pid()).isEqualTo(postgres.pid());
    other.stop();
    assertThat(postgres.running()).isFalse();
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.username(), postgres.password());
        var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isGreaterThanOrEqualTo(0);
    }
  }
}
