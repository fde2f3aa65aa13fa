package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import org.discogsography.localstack.LocalServer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * F1 to F3 and F6 to F10: a server goes away in the middle of an ingestion, for longer than workers
 * hold what they have, and comes back. Meanwhile the other store gets everything.
 */
@ExtendWith(FaultReport.class)
class OutageFaultIT {
  private static final Duration OUTAGE = FaultPlatform.HOLD_BUDGET.plusSeconds(2);

  /** Longer than any call may take, for those that wait for a hung server to give up. */
  private static final Duration HANG = Duration.ofSeconds(16);

  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  enum Server {
    POSTGRES(platform -> platform.postgres),
    NEO4J(platform -> platform.neo4j),
    RABBITMQ(platform -> platform.rabbitmq);

    private final Function<Platform, LocalServer> of;

    Server(Function<Platform, LocalServer> of) {
      this.of = of;
    }

    /** Those that only come back with the server. */
    Store[] stores() {
      return switch (this) {
        case POSTGRES -> new Store[] {Store.POSTGRES};
        case NEO4J -> new Store[] {Store.NEO4J};
        case RABBITMQ -> Store.values();
      };
    }
  }

  /** What is done to a server; a start mends each. */
  enum Way {
    STOPPED(LocalServer::stop, OUTAGE),
    KILLED(LocalServer::kill, OUTAGE),
    HUNG(LocalServer::pause, HANG);

    private final Step step;
    private final Duration length;

    Way(Step step, Duration length) {
      this.step = step;
      this.length = length;
    }
  }

  @ParameterizedTest
  @EnumSource
  void postgres(Way way) throws Exception {
    survive(Server.POSTGRES, way);
  }

  @ParameterizedTest
  @EnumSource
  void neo4j(Way way) throws Exception {
    survive(Server.NEO4J, way);
  }

  @ParameterizedTest
  @EnumSource
  void rabbitmq(Way way) throws Exception {
    survive(Server.RABBITMQ, way);
  }

  private static void survive(Server which, Way way) throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row = faults.row(row(which, way) + " " + which + " " + way);
    LocalServer server = which.of.apply(faults.platform);
    row.awaitSome(which.stores());
    way.step.run(server);
    try {
      Thread.sleep(way.length);
      assertHealthAnswersAtOnce(faults);
      switch (which) {
        case POSTGRES -> row.awaitStoredIn(Store.NEO4J);
        case NEO4J -> row.awaitStoredIn(Store.POSTGRES);
        case RABBITMQ -> {}
      }
    } finally {
      server.start();
    }
    row.healed(which.stores());
    row.finish();
  }

  private static void assertHealthAnswersAtOnce(FaultPlatform faults) {
    for (ServiceProcess service : faults.platform.services().values()) {
      long start = System.nanoTime();
      assertThat(service.health().path("components").isObject()).as(service.name()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("until /health of %s answers", service.name())
          .isLessThan(AT_ONCE);
    }
  }

  private static String row(Server server, Way way) {
    return switch (server) {
      case POSTGRES -> "F" + (1 + way.ordinal());
      case NEO4J -> "F" + (6 + way.ordinal());
      case RABBITMQ -> way == Way.STOPPED ? "F9" : "F10";
    };
  }

  @FunctionalInterface
  private interface Step {
    void run(LocalServer server);
  }
}
