package org.discogsography.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.place.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Config;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.exceptions.AuthenticationException;
import org.neo4j.driver.exceptions.Neo4jException;

@TestInstance(Lifecycle.PER_CLASS)
final class Neo4jServerIT {
  @TempDir private static Path directory;
  private Neo4jServer server;

  @BeforeAll
  void start() {
    server = new Neo4jServer(directory.resolve("with space"), Ports.free());
    server.start();
  }

  @AfterAll
  void stop() {
    server.kill();
    server.clean();
  }

  @Test
  void keepsDataAndAddressOverStopAndStart() {
    run("CREATE (:Kept)");
    server.stop();
    assertThat(server.running()).isFalse();
    assertThat(ProcessTreeProbe.commandLinesUnder(directory)).isEmpty();
    assertThatThrownBy(() -> run("RETURN 1")).isInstanceOf(Neo4jException.class);
    server.start();
    assertThat(run("MATCH (n:Kept) RETURN count(n)")).isEqualTo(1);
  }

  @Test
  void keepsWhatWasCommittedOverKill() {
    run("CREATE (:Committed)");
    server.kill();
    assertThat(ProcessTreeProbe.commandLinesUnder(directory)).isEmpty();
    server.start();
    assertThat(run("MATCH (n:Committed) RETURN count(n)")).isEqualTo(1);
  }

  @Test
  void hangsWhilePausedAndGoesOnAfterwards() {
    server.pause();
    try {
      assertThat(server.answers()).isFalse();
      assertThat(server.health()).isEqualTo("PAUSED");
    } finally {
      server.resume();
    }
    assertThat(run("RETURN 1")).isEqualTo(1);
  }

  @Test
  void refusesAWrongPassword() {
    assertThatThrownBy(() -> run("RETURN 1", "wrong")).isInstanceOf(AuthenticationException.class);
  }

  private long run(String query) {
    return run(query, server.password());
  }

  private long run(String query, String password) {
    Config config = Config.builder().withConnectionTimeout(3, TimeUnit.SECONDS).build();
    try (Driver driver =
            GraphDatabase.driver(
                server.uri(), AuthTokens.basic(server.username(), password), config);
        var session = driver.session()) {
      var result = session.run(query);
      return result.hasNext() ? result.next().get(0).asLong() : 0;
    }
  }
}
