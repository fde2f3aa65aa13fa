package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** scripts/verify --repair makes stores equal to the dump again, whatever was done to them. */
class RepairIT {
  private static final int EQUAL = 0;
  private static final int DIFFERENT = 1;
  private static final List<String> DELETED = List.of("Master:990001", "Master:990002");
  private static final String REFUSED = "refused_by_postgres";
  private static final Duration TO_REPAIR = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Path dumps;
  private Oracle oracle;
  private Platform platform;

  @BeforeEach
  void ingest() throws Exception {
    dumps = SampleDump.generated(5, 200).into(directory.resolve("dumps"));
    oracle = Oracle.of(dumps);
    platform = new Platform(directory);
    platform.startWorkers();
    platform.startExtractor(dumps);
    platform.awaitIngested(oracle);
  }

  @AfterEach
  void close() {
    platform.close();
  }

  @Test
  void recordsThatAreMissingWrongSurplusOrOldAreMended() throws Exception {
    damageTables(
        "delete from artists where id % 10 = 1",
        // Under the right version and hash, as after a careless update by hand.
        "update releases set data = jsonb_set(data, '{title}', '\"Another\"') where id % 10 = 2",
        // As in a table that was restored from last month's backup.
        """
        update labels set dump = 20251201, run = 1, sha256 = '\\x00', data = data - 'name'
        where id % 10 = 3
        """,
        "insert into masters values (990001, '\\x00', 20260101, 1, '{\"id\": 990001}', now())");
    damageGraph(
        "MATCH (n:Artist) WHERE n.id % 10 = 4 DETACH DELETE n",
        "MATCH (:Release)-[r:BY]->() WITH r LIMIT 20 DELETE r",
        "MATCH (n:Release) WHERE n.id % 10 = 5 SET n.title = 'Another'",
        "CREATE (:Master {id: 990002, sha256: '00', dump: 20260101, run: 1})");

    assertThat(verify("--repair").status()).isEqualTo(DIFFERENT);
    awaitVerified();
    // What a deletion leaves: an id and a version, once both deletions have arrived.
    Deadline.await(
        TO_REPAIR,
        () -> "deletions have arrived: " + platform.messages(),
        () ->
            platform.extractionState().equals("complete")
                && platform.messages() == 0
                && platform.graph().nodes().containsAll(DELETED));
    damageGraph("MATCH (n:Master) WHERE n.id > 990000 AND n.sha256 IS NULL DELETE n");
    assertEqual();
    assertThat(platform.messages()).as("messages left, dead letters included").isZero();
  }

  @Test
  void anIndexThatIsLostTogetherWithSomeRecordsIsMended() throws Exception {
    platform.service("extractor").terminate();
    deleteState();
    damageTables("delete from releases where id % 2 = 0");
    damageGraph("MATCH (n:Label) WHERE n.id % 2 = 0 SET n.dump = 20251201 REMOVE n.name");
    platform.startExtractor(dumps);

    verify("--repair");
    awaitVerified();
    assertEqual();
  }

  @Test
  void aRecordWhoseDeadLetterWasDiscardedIsMended() throws Exception {
    long refused = oracle.hashes(EntityType.RELEASES).keySet().iterator().next();
    damageTables("delete from releases where id = " + refused);
    changeTables(
        "alter table releases add constraint refusing check (id <> %d) not valid"
            .formatted(refused));
    verify("--repair");
    Deadline.await(
        TO_REPAIR, () -> "it is set aside: " + platform.messages(), () -> letters() == 1);
    changeTables("alter table releases drop constraint refusing");

    Tool.Run discarded = tool("dlq", "discard", "--queue", "tableinator.releases", "--yes");
    assertThat(discarded.output()).contains("Discarded 1 letters (1 messages).");
    assertThat(verify().status()).isEqualTo(DIFFERENT);
    assertThat(verify("--repair").output()).contains("releases " + refused + " in PostgreSQL");
    awaitVerified();
    assertEqual();
    Deadline.await(
        TO_REPAIR,
        () -> "no messages are left, dead letters included: " + platform.messages(),
        () -> platform.messages() == 0);
  }

  /** Compares until what was asked for has arrived. */
  private void awaitVerified() throws Exception {
    Deadline.await(
        TO_REPAIR,
        Duration.ofMillis(500),
        () -> "equal: " + verify().output() + platform.service("extractor").health(),
        () -> verify().status() == EQUAL);
  }

  private void assertEqual() throws Exception {
    StoresAssert.assertTablesEqual(platform.tables(), oracle);
    StoresAssert.assertGraphEquals(platform.graph(), oracle);
  }

  private Tool.Run verify(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("verify", "--dumps", dumps.toString()));
    arguments.addAll(List.of(more));
    return tool(arguments.toArray(String[]::new));
  }

  private Tool.Run tool(String... arguments) {
    return new Tool(platform, Map.of()).run(arguments);
  }

  private long letters() {
    return tool("dlq", "list", "--queue", "tableinator.releases", "--reason", REFUSED)
        .output()
        .lines()
        .filter(line -> line.contains(REFUSED))
        .count();
  }

  private void changeTables(String statement) throws SQLException {
    try (Connection connection = Store.superuser(platform.postgres);
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  private void damageTables(String... statements) throws SQLException {
    try (Connection connection = Store.superuser(platform.postgres);
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        assertThat(statement.executeUpdate(each)).as(each).isPositive();
      }
    }
  }

  private void damageGraph(String... statements) {
    try (Driver driver =
        GraphDatabase.driver(
            platform.neo4j.uri(),
            AuthTokens.basic(platform.neo4j.username(), platform.neo4j.password()))) {
      for (String each : statements) {
        driver.executableQuery(each).execute();
      }
    }
  }

  private void deleteState() throws Exception {
    Path state = directory.resolve("state");
    try (var files = Files.walk(state)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
