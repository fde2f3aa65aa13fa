package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.discogsography.localstack.LocalServer;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server goes away in the middle of an ingestion and comes back: nothing is missing. */
class OutageFaultIT {
  private static final Duration OUTAGE = Duration.ofSeconds(5);
  private static final int RELEASES = 3_000;

  @TempDir static Path sample;
  private static Oracle oracle;
  @TempDir Path directory;

  enum Server {
    POSTGRES(platform -> platform.postgres),
    NEO4J(platform -> platform.neo4j),
    RABBITMQ(platform -> platform.rabbitmq);

    final Function<Platform, LocalServer> of;

    Server(Function<Platform, LocalServer> of) {
      this.of = of;
    }
  }

  @BeforeAll
  static void generate() throws Exception {
    oracle = Oracle.of(SampleDump.generated(5, RELEASES).into(sample.resolve("dumps")));
  }

  @ParameterizedTest
  @EnumSource
  void stoppedAndStarted(Server server) throws Exception {
    survive(server, LocalServer::stop, LocalServer::start);
  }

  @ParameterizedTest
  @EnumSource
  void killedAndStarted(Server server) throws Exception {
    survive(server, LocalServer::kill, LocalServer::start);
  }

  @ParameterizedTest
  @EnumSource
  void hungAndContinued(Server server) throws Exception {
    survive(server, LocalServer::pause, LocalServer::resume);
  }

  private void survive(Server which, Step breaks, Step mends) throws Exception {
    try (Platform platform = new Platform(directory)) {
      platform.startWorkers();
      platform.startExtractor(sample.resolve("dumps"));
      List<Long> pids = platform.pids();
      LocalServer server = which.of.apply(platform);
      awaitSomeRows(platform);
      try {
        breaks.run(server);
        Thread.sleep(OUTAGE);
      } finally {
        mends.run(server);
      }
      platform.awaitIngested(oracle);

      StoresAssert.assertTablesEqual(platform.tables(), oracle);
      StoresAssert.assertGraphEquals(platform.graph(), oracle);
      assertThat(platform.pids()).isEqualTo(pids);
      assertThat(platform.messages()).as("messages left, dead letters included").isZero();
    }
  }

  private static void awaitSomeRows(Platform platform) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (platform.tables().count(EntityType.ARTISTS) > 0) {
          return;
        }
      } catch (SQLException notYet) {
        // The tables are being made.
      }
      Thread.sleep(20);
    }
    throw new AssertionError("nothing arrived");
  }

  @FunctionalInterface
  private interface Step {
    void run(LocalServer server);
  }
}
