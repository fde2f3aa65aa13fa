package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;
import static org.discogsography.resilience.postgres.TestDatabase.failureOf;
import static org.discogsography.resilience.postgres.TestDatabase.running;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.Status;
import org.discogsography.resilience.probe.Availability.Away;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each kind of failure as the real server and driver report it. */
@Timeout(60)
class PostgresFailuresIT {
  private final TestDatabase database = new TestDatabase();
  private ResilientPostgresPool pool;

  @BeforeEach
  void open() throws Exception {
    database.execute(
        "drop table if exists item",
        "create table item (id int primary key, name text, data jsonb, check (id < 1000))",
        "insert into item values (1, 'one'), (2, 'two')");
    pool = database.pool();
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void aMissingTableIsSystemic() throws Exception {
    assertFails("select * from nowhere", FailureKind.SYSTEMIC, "42P01");
  }

  @Test
  void anEscapedNulInJsonIsData() throws Exception {
    assertFails("insert into item values (3, '', '\"\\u0000\"')", FailureKind.DATA, "22P05");
  }

  @Test
  void aLoneSurrogateInJsonIsData() throws Exception {
    assertFails("insert into item values (3, '', '\"\\ud800\"')", FailureKind.DATA, "22P02");
  }

  @Test
  void aNulByteIsData() throws Exception {
    assertFails("select convert_from('\\x00', 'UTF8')", FailureKind.DATA, "22021");
  }

  @Test
  void aBrokenCheckIsData() throws Exception {
    assertFails("insert into item values (1000)", FailureKind.DATA, "23514");
  }

  @Test
  void whatDoesNotFitItsColumnIsData() throws Exception {
    assertFails("insert into item values (1)", FailureKind.DATA, "23505");
    assertFails("insert into item values (null)", FailureKind.DATA, "23502");
    assertFails("insert into item values (99999999999)", FailureKind.DATA, "22003");
    assertFails("select 'abc'::varchar(2)::int", FailureKind.DATA, "22P02");
    assertFails("insert into item values (7, '', '{')", FailureKind.DATA, "22P02");
    assertFails("select 1 / 0", FailureKind.DATA, "22012");
    assertFails(
        "do $$ begin raise exception 'refused by a rule'; end $$", FailureKind.DATA, "P0001");
  }

  @Test
  void aMissingColumnOrSchemaIsSystemic() throws Exception {
    assertFails("select nothing from item", FailureKind.SYSTEMIC, "42703");
    assertFails("create table nowhere.item (id int)", FailureKind.SYSTEMIC, "3F000");
  }

  @Test
  void aMissingPermissionIsSystemic() throws Exception {
    database.execute(
        "drop role if exists stranger", "create role stranger", "revoke all on item from public");

    assertFails("set local role stranger; select * from item", FailureKind.SYSTEMIC, "42501");
  }

  /**
   * The server writes to a device that is always full, and answers as it does for its own files.
   */
  @Test
  void aFullDiskIsSystemic() throws Exception {
    assertFails(
        "copy (select generate_series(1, 100000)) to '/dev/full'", FailureKind.SYSTEMIC, "53100");
  }

  @Test
  void aConnectionThatTheServerEndsIsAnOutage() throws Exception {
    assertFails(
        "select pg_terminate_backend(pg_backend_pid()), pg_sleep(5)",
        FailureKind.UNAVAILABLE,
        "57P01");
  }

  @Test
  void aStateThatNoTableKnowsIsUnknown() throws Exception {
    assertFails(
        "do $$ begin raise exception 'new' using errcode = 'ZZ999'; end $$",
        FailureKind.UNKNOWN,
        "ZZ999");
  }

  @Test
  void aPeerThatResetsConnectionsIsAnOutage() throws Exception {
    try (Peer peer = new Peer(Peer::reset)) {
      assertAway(
          withPort(database.settings(), peer.port()),
          FailureKind.UNAVAILABLE,
          "08001",
          Status.DEGRADED);
    }
  }

  @Test
  void aPeerThatNeverAnswersIsAnOutage() throws Exception {
    try (Peer peer = new Peer(socket -> {})) {
      assertAway(
          withPort(database.settings(), peer.port()),
          FailureKind.UNAVAILABLE,
          "08001",
          Status.DEGRADED);
    }
  }

  @Test
  void aPoolWithoutAFreeConnectionIsExhausted() throws Exception {
    try (ResilientPostgresPool small =
        ResilientPostgresPool.open(
            impatient(database.settingsWithRareProbes(1)), new SimpleMeterRegistry())) {
      assertThat(small.awaitAvailable(LIMIT)).isTrue();
      Connection held = small.dataSource().getConnection();
      StoreException failure = failureOf(small, running("select 1"));
      held.close();

      assertThat(failure.kind()).isEqualTo(FailureKind.EXHAUSTED);
      assertThat(small.awaitAvailable(LIMIT)).isTrue();
      assertThat(small.transaction(TestDatabase.reading("select 'on'"))).isEqualTo("on");
    }
  }

  @Test
  void anIndexRowThatIsTooLongIsData() throws Exception {
    assertFails(
        "create index on item (name); insert into item select 5, string_agg(md5(g::text), '')"
            + " from generate_series(1, 1000) g",
        FailureKind.DATA,
        "54000");
  }

  @Test
  void aReadOnlyTransactionIsSystemic() throws Exception {
    assertFails("set transaction read only; delete from item", FailureKind.SYSTEMIC, "25006");
  }

  @Test
  void aStatementThatTakesTooLongIsATimeout() throws Exception {
    assertFails("select pg_sleep(20)", FailureKind.TIMEOUT, "57014");
  }

  @Test
  void aLockThatIsNotToBeHadIsContention() throws Exception {
    try (Connection other = database.connect();
        Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("lock table item");

      assertFails("select * from item", FailureKind.CONTENTION, "55P03");
    }
  }

  @Test
  void aDeadlockIsContentionForOneOfTheTwo() throws Exception {
    CyclicBarrier bothLocked = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<List<StoreException>> one = threads.submit(lockBoth(bothLocked, 1, 2));
      Future<List<StoreException>> other = threads.submit(lockBoth(bothLocked, 2, 1));
      List<StoreException> failures = new ArrayList<>(one.get(30, TimeUnit.SECONDS));
      failures.addAll(other.get(30, TimeUnit.SECONDS));

      assertThat(failures)
          .singleElement()
          .satisfies(e -> assertThat(e.kind()).isEqualTo(FailureKind.CONTENTION))
          .satisfies(e -> assertThat(e.code()).isEqualTo("40P01"));
    }
  }

  @Test
  void aWrongPasswordIsBrokenInHealth() throws Exception {
    PostgresSettings right = database.settings();
    assertAway(withPassword(right, "wrong"), FailureKind.SYSTEMIC, "28P01", Status.DOWN);
  }

  @Test
  void aDatabaseThatIsNotThereIsBrokenInHealth() throws Exception {
    assertAway(
        withDatabase(database.settings(), "nowhere"), FailureKind.SYSTEMIC, "3D000", Status.DOWN);
  }

  @Test
  void aRefusedConnectionIsWaitedFor() throws Exception {
    assertAway(withPort(database.settings(), 9), FailureKind.UNAVAILABLE, "08001", Status.DEGRADED);
  }

  @Test
  void aReadOnlyDatabaseShowsInTheProbe() throws Exception {
    database.execute("alter database discogsography set default_transaction_read_only = on");
    try {
      assertAway(database.settings(), FailureKind.SYSTEMIC, "25006", Status.DOWN);
    } finally {
      database.execute(
          "set default_transaction_read_only = off",
          "alter database discogsography reset default_transaction_read_only");
    }
  }

  @Test
  void aServerThatHasNoConnectionLeftIsExhausted() throws Exception {
    List<Connection> all = new ArrayList<>();
    try {
      takeAll(all);
      try (ResilientPostgresPool late =
          ResilientPostgresPool.open(database.settings(), new SimpleMeterRegistry())) {
        StoreException failure = failureOf(late, running("select 1"));

        assertThat(failure.kind()).isEqualTo(FailureKind.EXHAUSTED);
        assertThat(failure.code()).isEqualTo("53300");
        closeAll(all);
        assertThat(late.awaitAvailable(LIMIT)).isTrue();
        assertThat(late.transaction(TestDatabase.reading("select 'in'"))).isEqualTo("in");
      }
    } finally {
      closeAll(all);
    }
  }

  private Callable<List<StoreException>> lockBoth(CyclicBarrier barrier, int first, int second) {
    return () -> {
      try {
        Integer ignored =
            pool.transaction(connection -> {
              touch(connection, first);
              await(barrier);
              return touch(connection, second);
            });
        return List.of();
      } catch (StoreException e) {
        return List.of(e);
      }
    };
  }

  private static int touch(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("update item set name = name where id = " + id);
    }
  }

  private static void await(CyclicBarrier barrier) throws SQLException {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new SQLException(e);
    }
  }

  private void takeAll(List<Connection> all) {
    try {
      while (all.size() < 1_000) {
        all.add(database.connect());
      }
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("53300");
    }
  }

  private static void closeAll(List<Connection> all) throws SQLException {
    for (Connection connection : all) {
      connection.close();
    }
    all.clear();
  }

  private void assertFails(String sql, FailureKind kind, String code) throws Exception {
    StoreException failure = failureOf(pool, running(sql));

    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.store()).isEqualTo("postgres");
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
    assertThat(pool.transaction(TestDatabase.reading("select 'on'"))).isEqualTo("on");
    assertThat(pool.status().active()).isZero();
  }

  private static void assertAway(
      PostgresSettings settings, FailureKind kind, String code, Status effect) throws Exception {
    try (ResilientPostgresPool other =
        ResilientPostgresPool.open(settings, new SimpleMeterRegistry())) {
      StoreException failure = failureOf(other, running("select 1"));

      assertThat(failure.kind()).isEqualTo(kind);
      assertThat(failure.code()).isEqualTo(code);
      assertThat(other.availability()).isInstanceOf(Away.class);
      ComponentHealth health = other.health().health();
      assertThat(health.status()).isEqualTo(Status.DOWN);
      assertThat(health.effect()).isEqualTo(effect);
      assertThat(health.details()).containsEntry("code", code).containsKey("since");
      assertThat(health.details().toString()).doesNotContain(settings.password());
    }
  }

  private static PostgresSettings impatient(PostgresSettings s) {
    return new PostgresSettings(
        s.host(),
        s.port(),
        s.database(),
        s.username(),
        s.password(),
        s.applicationName(),
        s.minimumConnections(),
        s.maximumConnections(),
        s.limits(),
        s.connectTimeout(),
        Duration.ofMillis(300),
        s.maximumLifetime(),
        s.probeTimeout(),
        s.probing(),
        s.purpose(),
        s.route(),
        s.tls(),
        s.calls());
  }

  private static PostgresSettings withPassword(PostgresSettings s, String password) {
    return copy(s, s.port(), s.database(), password);
  }

  private static PostgresSettings withDatabase(PostgresSettings s, String name) {
    return copy(s, s.port(), name, s.password());
  }

  private static PostgresSettings withPort(PostgresSettings s, int port) {
    return copy(s, port, s.database(), s.password());
  }

  private static PostgresSettings copy(PostgresSettings s, int port, String name, String password) {
    return new PostgresSettings(
        s.host(),
        port,
        name,
        s.username(),
        password,
        s.applicationName(),
        s.minimumConnections(),
        s.maximumConnections(),
        s.limits(),
        s.connectTimeout(),
        s.poolTimeout(),
        s.maximumLifetime(),
        s.probeTimeout(),
        s.probing(),
        s.purpose(),
        s.route(),
        s.tls(),
        s.calls());
  }
}
