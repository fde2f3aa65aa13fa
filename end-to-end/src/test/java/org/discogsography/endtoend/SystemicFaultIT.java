package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;
import org.neo4j.driver.QueryConfig;
import tools.jackson.databind.JsonNode;

/** F18: a store refuses everything, for a reason that is nobody's record. */
@ExtendWith(FaultReport.class)
class SystemicFaultIT {
  private static final Duration TO_TELL = Duration.ofSeconds(20);
  private static final String DISCONNECT =
      "select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
          + FaultPlatform.ROLE
          + "'";

  /** What is done to PostgreSQL, how it is mended, and what health has to say meanwhile. */
  enum Fault {
    CHECK_THAT_REFUSES_EVERYTHING(
        List.of("alter table releases add constraint refuse check (false) not valid"),
        List.of("alter table releases drop constraint refuse"),
        "23514"),
    NO_RIGHT_TO_ONE_TABLE(
        List.of("revoke insert, update on releases from " + FaultPlatform.ROLE),
        List.of("grant insert, update on releases to " + FaultPlatform.ROLE),
        "42501"),
    READ_ONLY_DATABASE(
        List.of("alter database discogsography set default_transaction_read_only = on", DISCONNECT),
        List.of(
            "set default_transaction_read_only = off",
            "alter database discogsography reset default_transaction_read_only"),
        "25006"),
    READ_ONLY_ROLE(
        List.of(
            "alter role " + FaultPlatform.ROLE + " set default_transaction_read_only = on",
            DISCONNECT),
        List.of("alter role " + FaultPlatform.ROLE + " reset default_transaction_read_only"),
        "25006"),
    WRONG_PASSWORD(
        List.of("alter role " + FaultPlatform.ROLE + " password 'another'", DISCONNECT),
        List.of(
            "alter role %s password '%s'"
                .formatted(FaultPlatform.ROLE, FaultPlatform.ROLE_PASSWORD)),
        "28P01");

    private final List<String> breaks;
    private final List<String> mends;
    private final String code;

    Fault(List<String> breaks, List<String> mends, String code) {
      this.breaks = breaks;
      this.mends = mends;
      this.code = code;
    }

    /** Of what the table takes no records. */
    Set<EntityType> refused() {
      return breaks.toString().contains("releases")
          ? Set.of(EntityType.RELEASES)
          : Set.of(EntityType.values());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatRefusesEverythingIsNobodysFaultAndIsWaitedFor(Fault fault) throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    FaultRow row =
        faults.row("F18 " + fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
    row.awaitSome(Store.POSTGRES);
    faults.sql(fault.breaks.toArray(String[]::new));
    try {
      awaitRefused(faults, row, fault.code, fault.refused());
    } finally {
      faults.sql(fault.mends.toArray(String[]::new));
    }
    row.healed(Store.POSTGRES);
    row.finish();
  }

  @Test
  void aDiskThatIsFullForOneTableIsWaitedFor() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    Optional<SmallTablespace> small = SmallTablespace.of(faults, "releases");
    assumeThat(small)
        .as("only root can mount a file system, and only where the server is no container")
        .isPresent();
    try (SmallTablespace releases = small.get()) {
      FaultRow row = faults.row("F18 tablespace full");
      row.awaitSome(Store.POSTGRES);
      releases.fill();
      try {
        awaitRefused(faults, row, "53100", Set.of(EntityType.RELEASES));
      } finally {
        releases.makeRoom();
      }
      row.healed(Store.POSTGRES);
      row.finish();
    }
  }

  /** Said, waited for, given back once, nothing dead-lettered; the other tables go on. */
  private static void awaitRefused(
      FaultPlatform faults, FaultRow row, String code, Set<EntityType> refused) throws Exception {
    ServiceProcess tableinator = faults.service("tableinator");
    awaitHealth(tableinator, health -> health.toString().contains(code), code);
    awaitHealth(
        tableinator,
        health -> health.path("status").asString("").equals("DOWN"),
        "DOWN, because waiting does not mend it");
    String queue = awaitGivenBack(tableinator, refused);
    Thread.sleep(FaultPlatform.HOLD_BUDGET);
    List<Long> counts = faults.broker.deliveryCounts(queue, 4 * FaultPlatform.BATCH);
    assertThat(counts).as("deliveries of the first messages").isNotEmpty();
    assertThat(counts).allMatch(count -> count <= 1);
    assertThat(faults.broker.ready(TestBroker.deadLetterQueues())).isZero();
    for (EntityType other : EntityType.values()) {
      if (!refused.contains(other)) {
        Deadline.await(
            TO_TELL,
            () -> "the table " + other + " goes on",
            () ->
                faults.platform.tables().countOf(other, row.dump().date())
                    == row.dump().oracle().count(other));
      }
    }
  }

  @Test
  void aPasswordThatNeo4jNoLongerTakesIsNobodysFaultAndIsWaitedFor() throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    ServiceProcess graphinator = faults.service("graphinator");
    FaultRow row = faults.row("F18 wrong password of neo4j");
    row.awaitSome(Store.NEO4J);
    String right = faults.platform.neo4j.password();
    String wrong = "another-password";
    setNeo4jPassword(faults, right, wrong);
    try {
      faults.proxy(Link.GRAPHINATOR_NEO4J).cut();
      awaitHealth(
          graphinator,
          health -> health.path("status").asString("").equals("DOWN"),
          "DOWN, because waiting does not mend it");
      awaitHealth(
          graphinator, health -> health.toString().contains("Neo.ClientError.Security"), "why");
      row.awaitStoredIn(Store.POSTGRES);
      assertThat(faults.broker.ready(TestBroker.deadLetterQueues())).isZero();
    } finally {
      setNeo4jPassword(faults, wrong, right);
    }
    row.healed(Store.NEO4J);
    row.finish();
  }

  private static void setNeo4jPassword(FaultPlatform faults, String now, String next) {
    Neo4jServer server = faults.platform.neo4j;
    try (Driver driver =
        GraphDatabase.driver(server.uri(), AuthTokens.basic(server.username(), now))) {
      driver
          .executableQuery("ALTER CURRENT USER SET PASSWORD FROM $now TO $next")
          .withParameters(Map.of("now", now, "next", next))
          .withConfig(QueryConfig.builder().withDatabase("system").build())
          .execute();
    }
  }

  /** The batch in hand goes back when the budget is spent, and then no more. */
  private static String awaitGivenBack(ServiceProcess tableinator, Set<EntityType> refused)
      throws Exception {
    List<String> queues =
        refused.stream().map(type -> PlatformTopology.queue(SinkName.TABLEINATOR, type)).toList();
    AtomicReference<String> found = new AtomicReference<>();
    awaitHealth(
        tableinator,
        health -> {
          JsonNode work = health.path("components").path("work").path("details");
          queues.stream()
              .filter(queue -> work.path(queue).path("state").asString("").equals("waiting"))
              .findFirst()
              .ifPresent(found::set);
          return found.get() != null;
        },
        "given back");
    return found.get();
  }

  private static void awaitHealth(ServiceProcess service, Predicate<JsonNode> wanted, String what)
      throws Exception {
    Deadline.await(
        TO_TELL,
        () -> "health says " + what + ": " + service.health(),
        () -> wanted.test(service.health()));
  }
}
