package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;
import static org.discogsography.resilience.postgres.TestDatabase.calls;
import static org.discogsography.resilience.postgres.TestDatabase.running;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.policy.Preset;
import org.discogsography.resilience.policy.ResilienceSettings;
import org.discogsography.resilience.policy.RetrySettings;
import org.discogsography.resilience.postgres.Answer.Freshness;
import org.discogsography.resilience.postgres.CallSettings.Echo;
import org.discogsography.resilience.postgres.CallSettings.Orphans;
import org.discogsography.resilience.resource.EventJournal;
import org.discogsography.resilience.resource.ResourceOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PostgresDatabaseIT {
  private static final String NAMES = "select name from item order by id";
  private static final RowMapper<String> TEXT = row -> row.getString(1);
  private static final RetrySettings SOON =
      new RetrySettings(3, new Backoff.Fixed(Duration.ofMillis(100)), 0);

  private final TestDatabase test = new TestDatabase();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private ResilientPostgresPool pool;
  private PostgresDatabase database;

  @BeforeEach
  void open() throws Exception {
    test.execute(
        "drop table if exists item",
        "drop sequence if exists tries",
        "create table item (id int primary key, name text)",
        "insert into item values (1, 'one'), (2, 'two')",
        "create sequence tries");
    ResilienceSettings resilience =
        Preset.A.settings().with(FailureKind.CONTENTION, SOON).with(FailureKind.UNAVAILABLE, SOON);
    pool =
        ResilientPostgresPool.open(
            test.settingsWithRareProbes(4)
                .withCalls(
                    calls(
                        Duration.ofMillis(300),
                        Duration.ofMinutes(1),
                        Echo.SILENT,
                        Orphans.ROLL_BACK)),
            new ResourceOptions(resilience, new EventJournal(), meters));
    database = pool.database();
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void readsAndWrites() throws Exception {
    assertThat(database.update("insert into item values (?, ?)", 3, null)).isEqualTo(1);
    assertThat(database.query(NAMES, TEXT)).containsExactly("one", "two", null);
    assertThat(database.queryOne("select name from item where id = ?", TEXT, 2)).contains("two");
    assertThat(database.queryOne("select name from item where id = ?", TEXT, 9)).isEmpty();
    assertThatThrownBy(() -> database.queryOne(NAMES, TEXT))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aBatchIsAllOrNothing() throws Exception {
    List<List<Object>> rows =
        java.util.stream.IntStream.range(10, 2_510)
            .mapToObj(i -> Arrays.<Object>asList(i, "name " + i))
            .toList();
    assertThat(database.batch("insert into item values (?, ?)", rows)).isEqualTo(2_500);

    assertThatThrownBy(() ->
            database.batch(
                "insert into item values (?, ?)", List.of(List.of(5, "five"), List.of(1, "again"))))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DATA));
    assertThat(test.text("select count(*) from item")).isEqualTo("2502");
  }

  @Test
  void aTransactionIsRolledBackWhenItThrows() throws Exception {
    assertThatThrownBy(() ->
            database.transaction(connection -> {
              running("delete from item").apply(connection);
              throw new IllegalStateException("stop");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(database.query(NAMES, TEXT)).hasSize(2);
    assertThat(pool.resource().snapshot().counters().rollbacks()).isEqualTo(1);
  }

  @Test
  void aQueryCannotWrite() throws Exception {
    assertThatThrownBy(
            () -> database.query("insert into item values (3, 'three') returning name", TEXT))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo("25006"));
    assertThat(test.text("select count(*) from item")).isEqualTo("2");
  }

  @Test
  void contentionIsTriedAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    String result =
        database.call(
            "contended",
            connection -> {
              running("update item set name = 'changed' where id = 1").apply(connection);
              if (attempts.incrementAndGet() < 3) {
                throw new SQLException("as if", "40P01");
              }
              return "done";
            });

    assertThat(result).isEqualTo("done");
    assertThat(attempts.get()).isEqualTo(3);
    assertThat(pool.resource().snapshot().calls().retries())
        .containsEntry(FailureKind.CONTENTION, 2L);
  }

  @Test
  void aConnectionThatIsLostBeforeTheCommitIsTriedAgain() throws Exception {
    test.execute(killing("once_killed", "before"));
    long changed = database.update("update item set name = 'new' where once_killed() and id = 1");

    assertThat(changed).isEqualTo(1);
    assertThat(test.text("select name from item where id = 1")).isEqualTo("new");
  }

  @Test
  void aCommitWhoseAnswerIsLostIsNotTriedAgain() throws Exception {
    killAtCommit();
    assertThatThrownBy(() -> database.update("update item set name = name || '!' where id = 1"))
        .isInstanceOfSatisfying(
            CommitUnknownException.class,
            e -> assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE));

    assertThat(test.text("select last_value from tries")).isEqualTo("1");
  }

  @Test
  void anIdempotentWriteIsTriedAgainThen() throws Exception {
    killAtCommit();
    assertThat(database.idempotent().update("update item set name = 'sure' where id = 1"))
        .isEqualTo(1);

    assertThat(test.text("select name from item where id = 1")).isEqualTo("sure");
    assertThat(test.text("select last_value from tries")).isEqualTo("2");
  }

  @Test
  void badDataIsNotTriedAgain() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    assertThatThrownBy(() ->
            database.transaction(connection -> {
              attempts.incrementAndGet();
              return running("insert into item values (1)").apply(connection);
            }))
        .isInstanceOfSatisfying(StoreException.class, e -> assertThat(e.code()).isEqualTo("23505"));
    assertThat(attempts.get()).isEqualTo(1);
  }

  @Test
  void aMisspeltStatementIsTheCallersFaultAndDoesNotOpenTheBreaker() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(() -> database.query("select * from nowhere", TEXT))
          .isInstanceOfSatisfying(
              StoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DATA));
    }
    assertThat(pool.resource().policy().state()).isEqualTo(BreakerState.CLOSED);
    assertThat(database.query(NAMES, TEXT)).hasSize(2);
  }

  @Test
  void statementsHaveTheLimitsAndATimeoutFailsAtOnce() throws Exception {
    assertThat(database.query("show statement_timeout", TEXT)).containsExactly("5s");
    assertThat(
            database.<String>transaction(connection -> {
              running("set statement_timeout = 0").apply(connection);
              return TestDatabase.text(connection, "show statement_timeout");
            }))
        .isEqualTo("5s");
    long began = System.nanoTime();
    assertThatThrownBy(() -> database.query("select pg_sleep(30)", TEXT))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.TIMEOUT));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(7));
  }

  @Test
  void slowCallsAreKeptWithoutTheirValues() throws Exception {
    database.query("select 'secret', pg_sleep(?::float)", TEXT, 0.4);

    assertThat(pool.resource().slowCalls())
        .singleElement()
        .satisfies(call -> {
          assertThat(call.what()).isEqualTo("select ?, pg_sleep(?::float)");
          assertThat(call.took()).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
        });
  }

  @Test
  void everyOperationIsTimed() throws Exception {
    database.query(NAMES, TEXT);
    database.call("renaming", running("update item set name = 'x'"));

    assertThat(
            meters
                .get("db.query.duration")
                .tags("operation", "renaming", "status", "success")
                .timer()
                .count())
        .isEqualTo(1);
    assertThat(
            meters
                .get("db.query")
                .tags("operation", "query", "status", "success")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void answersComeFromTheCacheUntilSomebodyWrites() throws Exception {
    assertThat(database.answer(NAMES, TEXT).freshness()).isEqualTo(Freshness.LIVE);
    test.execute("update item set name = 'behind its back' where id = 1");
    Answer<String> cached = database.answer(NAMES, TEXT);
    assertThat(cached.freshness()).isEqualTo(Freshness.CACHED);
    assertThat(cached.rows()).containsExactly("one", "two");

    database.update("update item set name = 'zwei' where id = 2");

    Answer<String> live = database.answer(NAMES, TEXT);
    assertThat(live.freshness()).isEqualTo(Freshness.LIVE);
    assertThat(live.rows()).containsExactly("behind its back", "zwei");
  }

  @Test
  void readOnlyByHandRefusesWritesAndAnswersReads() throws Exception {
    database.enterReadOnly("backup");

    assertThat(database.readOnlyReason()).contains("backup");
    assertThatThrownBy(() -> database.update("delete from item"))
        .isInstanceOf(ReadOnlyModeException.class)
        .hasMessageContaining("backup");
    assertThatThrownBy(() -> database.idempotent().batch("delete from item", List.of()))
        .isInstanceOf(ReadOnlyModeException.class);
    assertThat(database.query(NAMES, TEXT)).hasSize(2);
    database.leaveReadOnly();
    assertThat(database.update("delete from item")).isEqualTo(2);
  }

  @Test
  void aServerThatOnlyReadsAnswersReadsAndRefusesWritesAtOnce() throws Exception {
    test.execute("alter database discogsography set default_transaction_read_only = on");
    try (ResilientPostgresPool late =
        ResilientPostgresPool.open(test.settings(), new SimpleMeterRegistry())) {
      PostgresDatabase reading = late.database();
      assertThat(late.awaitAvailable(Duration.ofMillis(500))).isFalse();

      assertThat(reading.query(NAMES, TEXT)).containsExactly("one", "two");
      long began = System.nanoTime();
      assertThatThrownBy(() -> reading.update("delete from item"))
          .isInstanceOf(ReadOnlyModeException.class)
          .hasMessageContaining("read-only");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(200));
      assertThat(reading.readOnlyReason()).isPresent();
      assertThat(reading.answer(NAMES, TEXT).freshness()).isEqualTo(Freshness.LIVE);
      try (Connection connection = late.dataSource().getConnection()) {
        assertThat(TestDatabase.text(connection, NAMES)).isEqualTo("one");
      }
      long deadline = System.nanoTime() + LIMIT.toNanos();
      while (late.resource().policy().state() != BreakerState.OPEN) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      assertThat(reading.query(NAMES, TEXT)).hasSize(2);
    } finally {
      test.execute(
          "set default_transaction_read_only = off",
          "alter database discogsography reset default_transaction_read_only");
    }
  }

  @Test
  void anOpenBreakerTurnsCallersAway() throws Exception {
    openBreaker();

    assertThatThrownBy(() -> database.query(NAMES, TEXT))
        .isInstanceOf(CallRejectedException.class)
        .hasMessageContaining("failing fast");
    assertThatThrownBy(() -> database.update("delete from item"))
        .isInstanceOf(CallRejectedException.class);
    assertThatThrownBy(() -> database.answer("select 1", TEXT))
        .isInstanceOf(CallRejectedException.class);
  }

  @Test
  void aStaleAnswerSaysHowOldItIs() throws Exception {
    Answer<String> before = database.answer(NAMES, TEXT);
    openBreaker();

    Answer<String> stale = database.answer(NAMES, TEXT);

    assertThat(stale.freshness()).isEqualTo(Freshness.STALE);
    assertThat(stale.rows()).containsExactly("one", "two");
    assertThat(stale.asOf()).isEqualTo(before.asOf());
  }

  @Test
  void connectionsThatAreHeldTooLongAreSeen() throws Exception {
    CallSettings watching =
        calls(Duration.ofSeconds(1), Duration.ofMillis(50), Echo.SILENT, Orphans.ROLL_BACK);
    SimpleMeterRegistry figures = new SimpleMeterRegistry();
    try (ResilientPostgresPool other =
        ResilientPostgresPool.open(test.settings().withCalls(watching), figures)) {
      assertThat(other.awaitAvailable(LIMIT)).isTrue();
      try (Connection connection = other.dataSource().getConnection()) {
        assertThat(TestDatabase.text(connection, "select pg_sleep(0.1)")).isEmpty();
        assertThat(other.leakedConnections()).isEqualTo(1);
        assertThat(figures.get("db.connections.leaked").gauge().value()).isEqualTo(1);
        assertThat(other.status().checkedOut()).isEqualTo(1);
      }
      assertThat(other.leakedConnections()).isZero();
      assertThat(figures.get("db.connections.leaks").functionCounter().count()).isEqualTo(1);
    }
  }

  @Test
  void statementsThatAreLoggedDoWhatTheyDid() throws Exception {
    CallSettings echoing =
        calls(Duration.ofSeconds(1), Duration.ofMinutes(1), Echo.STATEMENTS, Orphans.ROLL_BACK);
    try (ResilientPostgresPool other =
        ResilientPostgresPool.open(test.settings().withCalls(echoing), new SimpleMeterRegistry())) {
      assertThat(other.awaitAvailable(LIMIT)).isTrue();
      other.transaction(running("insert into item values (3, 'three')"));
      other.rehearse(running("delete from item"));
      assertThat(other.database().query(NAMES, TEXT)).hasSize(3);
    }
  }

  private void openBreaker() throws Exception {
    StoreException lost =
        new StoreException(
            "postgres", FailureKind.SYSTEMIC, "28P01", "as if", new SQLException("x"));
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() ->
              pool.resource()
                  .policy()
                  .observe(() -> {
                    throw lost;
                  }))
          .isSameAs(lost);
    }
  }

  /** The first commit that the trigger sees ends its session; the sequence counts them. */
  private void killAtCommit() throws SQLException {
    test.execute(
        killing("kill_once", "trigger"),
        "create constraint trigger kill after update on item deferrable initially deferred"
            + " for each row execute function kill_once()");
  }

  private static String killing(String name, String where) {
    Map<String, String> returned = Map.of("trigger", "null", "before", "true");
    return "create or replace function %s() returns %s language plpgsql as $$ begin"
            .formatted(name, where.equals("trigger") ? "trigger" : "boolean")
        + " if nextval('tries') = 1 then perform pg_terminate_backend(pg_backend_pid());"
        + " perform pg_sleep(5); end if; return %s; end $$".formatted(returned.get(where));
  }
}
