package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.neo4j.driver.AuthTokens;
import org.neo4j.driver.Driver;
import org.neo4j.driver.GraphDatabase;

/** scripts/verify against stores that the services filled, and against every kind of damage. */
class VerifyIT {
  private static final int EQUAL = 0;
  private static final int DIFFERENT = 1;
  private static final int BAD_SETTINGS = 2;
  private static final int UNREACHABLE = 3;

  /** Less than the 15 s that a server that is away is waited for. */
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  @TempDir static Path directory;

  private static Path dumps;
  private static Platform platform;

  @BeforeAll
  static void ingest() throws Exception {
    dumps = SampleDump.generated(5, 300).into(directory.resolve("dumps"));
    platform = new Platform(directory);
    platform.startWorkers();
    platform.startExtractor(dumps);
    platform.awaitIngested(Oracle.of(dumps));
    for (String service : List.of("extractor", "graphinator", "tableinator")) {
      platform.service(service).terminate();
    }
  }

  @AfterAll
  static void close() {
    platform.close();
  }

  @Test
  void storesThatWereFilledFromTheDumpAreEqual() {
    Tool.Run run = verify("--dumps", dumps.toString());
    assertThat(run.output()).contains("Both stores hold exactly the dump of 20260101.");
    assertThat(run.status()).isEqualTo(EQUAL);
  }

  @Test
  void onlyWhatWasComparedIsCalledEqual() {
    Tool tables = new Tool(platform, Map.of("SINKS", "tableinator"));
    Tool.Run run = tables.run("verify", "--dumps", dumps.toString(), "--types", "artists,releases");
    assertThat(run.output())
        .contains(
            "PostgreSQL holds exactly the artists and releases of the dump of 20260101; nothing"
                + " else was compared.");
    assertThat(run.status()).isEqualTo(EQUAL);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"POSTGRES_PASSWORD", "NEO4J_PASSWORD"})
  void aWrongPasswordIsSaidAtOnce(String variable) {
    Tool stranger = new Tool(platform, Map.of(variable, "not-the-password"));
    long began = System.nanoTime();
    Tool.Run run = stranger.run("verify", "--dumps", dumps.toString());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(run.status()).isEqualTo(UNREACHABLE);
    assertThat(run.output())
        .contains(variable.startsWith("NEO4J") ? "Neo4j" : "PostgreSQL")
        .contains(" answers and refuses")
        .containsIgnoringCase("authentication")
        .doesNotContain("not-the-password");
    assertThat(took).isLessThan(AT_ONCE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damageToTables")
  void damageInATableIsNamed(String what, String sql, String named) throws Exception {
    assertThat(verifyAfter(sql)).contains(named);
  }

  static List<Arguments> damageToTables() {
    return List.of(
        Arguments.of(
            "a missing row",
            "delete from releases where id = 3",
            "releases 3 in PostgreSQL: missing"),
        Arguments.of(
            "an extra row far away",
            """
            insert into artists values
              (77000001, '\\x00', 20250101, 1, '{"id": 77000001}', now())
            """,
            "artists 77000001 in PostgreSQL: extra, a row of version 20250101/1"),
        Arguments.of(
            "a deleted record that came back",
            "insert into labels values (4000, '\\x00', 20260101, 1, '{\"id\": 4000}', now())",
            "labels 4000 in PostgreSQL: extra"),
        Arguments.of(
            "a wrong hash",
            """
            update masters set sha256 = set_byte(sha256, 31, get_byte(sha256, 31) # 1)
            where id = (select min(id) from masters)
            """,
            "in PostgreSQL: different, SHA-256"),
        Arguments.of(
            "wrong data under a right hash",
            "update releases set data = jsonb_set(data, '{title}', '\"Another\"') where id = 5",
            "releases 5 in PostgreSQL: content"),
        Arguments.of(
            "a newer version",
            "update releases set dump = 20990101 where id = 6",
            "releases 6 in PostgreSQL: newer, of the dump of 20990101"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damageToTheGraph")
  void damageInTheGraphIsNamed(GraphDamage damage) throws Exception {
    try (Driver driver = driver()) {
      driver.executableQuery(damage.done()).execute();
      try {
        assertThat(theOneDifference()).contains(damage.named());
      } finally {
        driver.executableQuery(damage.undone()).execute();
      }
    }
  }

  static List<GraphDamage> damageToTheGraph() {
    return GraphDamage.ALL;
  }

  @Test
  void aStoreThatIsAwayOrADumpThatIsMissingIsSaidInASentence() {
    Tool away = new Tool(platform, Map.of("POSTGRES_ADDRESS", "127.0.0.1:1"));
    Tool.Run unreachable = away.run("verify", "--dumps", dumps.toString());
    assertThat(unreachable.status()).isEqualTo(UNREACHABLE);
    assertThat(unreachable.output()).contains("PostgreSQL does not answer");

    Tool.Run nothing = verify("--dumps", directory.toString());
    assertThat(nothing.status()).isEqualTo(BAD_SETTINGS);
    assertThat(nothing.output()).contains("holds no dump");

    Tool.Run settings = new Tool(platform, Map.of("SINKS", "nobody")).run("verify");
    assertThat(settings.status()).isEqualTo(BAD_SETTINGS);
    assertThat(settings.output()).contains("DISCOGS_ROOT is not set").contains("SINKS");
  }

  /** The tables are copied back, so that the next case begins with equal stores again. */
  private static String verifyAfter(String sql) throws SQLException {
    execute("create schema kept");
    for (String table : List.of("artists", "labels", "masters", "releases")) {
      execute("create table kept.%1$s as select * from public.%1$s".formatted(table));
    }
    try {
      execute(sql);
      return theOneDifference();
    } finally {
      for (String table : List.of("artists", "labels", "masters", "releases")) {
        execute("truncate public." + table);
        execute("insert into public.%1$s select * from kept.%1$s".formatted(table));
      }
      execute("drop schema kept cascade");
    }
  }

  /** Every other line would be damage that a case before left behind. */
  private static String theOneDifference() {
    Tool.Run run = verify("--dumps", dumps.toString());
    assertThat(run.output()).contains("The stores are not equal to the dump of 20260101.");
    assertThat(run.status()).isEqualTo(DIFFERENT);
    List<String> differences =
        run.output().lines().filter(line -> line.contains(" in ") && line.contains(": ")).toList();
    assertThat(differences).as(run.output()).hasSize(1);
    return differences.getFirst();
  }

  private static Driver driver() {
    return GraphDatabase.driver(
        platform.neo4j.uri(),
        AuthTokens.basic(platform.neo4j.username(), platform.neo4j.password()));
  }

  private static Tool.Run verify(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "verify";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new Tool(platform, Map.of()).run(all);
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                platform.postgres.jdbcUrl(),
                platform.postgres.username(),
                platform.postgres.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
