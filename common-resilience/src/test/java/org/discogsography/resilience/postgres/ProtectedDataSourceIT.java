package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;
import static org.discogsography.resilience.postgres.TestDatabase.text;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.CallSettings.Echo;
import org.discogsography.resilience.postgres.CallSettings.Orphans;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plain JDBC code on the pool's data source, the careless kind included. */
@Timeout(60)
class ProtectedDataSourceIT {
  private static final String LIMITS =
      "select concat_ws(' ', current_setting('statement_timeout'),"
          + " current_setting('lock_timeout'),"
          + " current_setting('idle_in_transaction_session_timeout'))";

  private final TestDatabase database = new TestDatabase();
  private ResilientPostgresPool pool;
  private DataSource source;

  @BeforeEach
  void open() throws Exception {
    database.execute("drop table if exists item", "create table item (id int primary key)");
    pool =
        ResilientPostgresPool.open(database.settingsWithRareProbes(1), new SimpleMeterRegistry());
    source = pool.dataSource();
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void autoCommitIsOnAsJdbcHasIt() throws Exception {
    try (Connection connection = source.getConnection()) {
      assertThat(connection.getAutoCommit()).isTrue();
      run(connection, "insert into item values (1)");
      assertThat(items()).isEqualTo("1");
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertRollbacks(0);
  }

  @Test
  void transactionsAreTheCallers() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, "insert into item values (1)");
      connection.rollback();
      run(connection, "insert into item values (2)");
      assertThat(items()).isEqualTo("0");
      connection.commit();
      var savepoint = connection.setSavepoint();
      run(connection, "insert into item values (3)");
      connection.rollback(savepoint);
      connection.commit();
    }
    assertThat(database.text("select string_agg(id::text, ',') from item")).isEqualTo("2");
    assertRollbacks(0);
  }

  @Test
  void transactionsInWordsAreTheCallersToo() throws Exception {
    try (Connection connection = source.getConnection()) {
      run(connection, "begin");
      run(connection, "insert into item values (1)");
      assertThat(items()).isEqualTo("0");
      assertThat(text(connection, LIMITS)).isEqualTo("5s 2s 5s");
      run(connection, "rollback");
      run(connection, "insert into item values (2)");
      assertThat(items()).isEqualTo("1");
      run(connection, "begin; insert into item values (3); commit");
      run(connection, "insert into item values (4)");
      assertThat(items()).isEqualTo("3");
    }
  }

  @Test
  void anOpenTransactionIsRolledBackAndCounted() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, "insert into item values (1)");
    }
    try (Connection connection = source.getConnection()) {
      run(connection, "begin");
      run(connection, "insert into item values (2)");
    }
    assertThat(items()).isEqualTo("0");
    assertThat(answer("select 'on'")).isEqualTo("on");
    assertRollbacks(2);
  }

  @Test
  void anAbortedTransactionIsRolledBackAndCounted() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> run(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
    }
    assertThat(answer("select 'on'")).isEqualTo("on");
    assertRollbacks(1);
  }

  @Test
  void orphansAreCommittedWhereThatIsAskedFor() throws Exception {
    CallSettings committing =
        TestDatabase.calls(
            Duration.ofSeconds(1), Duration.ofMinutes(1), Echo.SILENT, Orphans.COMMIT);
    try (ResilientPostgresPool other =
        ResilientPostgresPool.open(
            database.settingsWithRareProbes(1).withCalls(committing), new SimpleMeterRegistry())) {
      assertThat(other.awaitAvailable(LIMIT)).isTrue();
      try (Connection connection = other.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        run(connection, "insert into item values (1)");
      }
      try (Connection connection = other.dataSource().getConnection()) {
        connection.setAutoCommit(false);
        run(connection, "insert into item values (2)");
        assertThatThrownBy(() -> run(connection, "select 1 / 0")).isInstanceOf(SQLException.class);
      }
    }
    assertThat(database.text("select string_agg(id::text, ',') from item")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set search_path to nowhere",
        "set role pg_read_all_data",
        "set work_mem = '1MB'",
        "set default_transaction_read_only = on",
        "create temp table item2 (id int)",
        "prepare p as select 1",
        "select pg_advisory_lock(4711)",
        "listen news",
        "set timezone to 'Asia/Tokyo'"
      })
  void whatASessionWasMadeToIsUndone(String sql) throws Exception {
    String state =
        "select concat_ws('|', current_setting('search_path'), current_user,"
            + " current_setting('work_mem'), current_setting('default_transaction_read_only'),"
            + " to_regclass('pg_temp.item2'), current_setting('timezone'),"
            + " (select count(*) from pg_prepared_statements where name = 'p'),"
            + " (select count(*) from pg_locks where locktype = 'advisory'),"
            + " (select count(*) from pg_listening_channels()))";
    String before = answer(state);
    int backend = Integer.parseInt(answer("select pg_backend_pid()"));
    try (Connection connection = source.getConnection()) {
      run(connection, sql);
    }
    assertThat(answer(state)).isEqualTo(before);
    assertThat(answer("select pg_backend_pid()")).isEqualTo(Integer.toString(backend));
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, sql);
      connection.commit();
    }
    assertThat(answer(state)).isEqualTo(before);
  }

  @Test
  void whatAFunctionSetIsUndoneWhereTheServerTells() throws Exception {
    database.execute(
        "create or replace function wander() returns text language sql as"
            + " $$ select set_config('search_path', 'nowhere', false) $$");
    try (Connection connection = source.getConnection()) {
      run(connection, "select public.wander()");
    }
    assertThat(answer("show search_path")).doesNotContain("nowhere");
  }

  @Test
  void preparedStatementsSurviveTheCleaning() throws Exception {
    for (int i = 0; i < 20; i++) {
      try (Connection connection = source.getConnection();
          PreparedStatement statement = connection.prepareStatement("select ?::int + 1")) {
        statement.setInt(1, i);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          assertThat(rows.getInt(1)).isEqualTo(i + 1);
        }
        if (i % 3 == 0) {
          run(connection, "set work_mem = '1MB'");
        }
      }
    }
  }

  @Test
  void aConnectionMayBeClosedTwiceAndIsThenClosed() throws Exception {
    Connection first = source.getConnection();
    first.close();
    Connection second = source.getConnection();
    first.close();
    assertThat(first.isClosed()).isTrue();
    assertThatThrownBy(first::createStatement).isInstanceOf(SQLException.class);
    assertThat(text(second, "select 'mine'")).isEqualTo("mine");
    second.close();
    assertThat(pool.status().checkedOut()).isZero();
  }

  @Test
  void aConnectionThatWasLeftBrokenDoesNotFailTheNextCall() throws Exception {
    try (Connection connection = source.getConnection()) {
      run(connection, "select 1");
      connection.abort(Runnable::run);
    }
    assertThat(answer("select 'next'")).isEqualTo("next");
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      String backend = text(connection, "select pg_backend_pid()");
      database.execute("select pg_terminate_backend(" + backend + ", 5000)");
    }
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
    assertThat(answer("select 'next'")).isEqualTo("next");
  }

  @Test
  void aCommitThatFailsHasTheServerLookedAt() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, "insert into item values (1)");
      String backend = text(connection, "select pg_backend_pid()");
      database.execute("select pg_terminate_backend(" + backend + ", 5000)");
      assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
    }
    assertThat(pool.health().health().details()).containsKey("lastFailure");
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
    assertThat(answer("select count(*) from item")).isEqualTo("0");
  }

  @Test
  void rowsThatComeBitByBitAreAllThere() throws Exception {
    for (boolean autoCommit : new boolean[] {true, false}) {
      try (Connection connection = source.getConnection();
          Statement statement = connection.createStatement()) {
        connection.setAutoCommit(autoCommit);
        statement.setFetchSize(10);
        int count = 0;
        try (ResultSet rows = statement.executeQuery("select generate_series(1, 95)")) {
          while (rows.next()) {
            count++;
          }
        }
        assertThat(count).isEqualTo(95);
        connection.setAutoCommit(true);
      }
    }
  }

  @Test
  void whatMayNotRunInATransactionRunsNonetheless() throws Exception {
    try (Connection connection = source.getConnection()) {
      run(connection, "vacuum item");
      assertThat(text(connection, LIMITS)).isEqualTo("5s 2s 5s");
    }
    assertThat(answer("select 'on'")).isEqualTo("on");
  }

  @Test
  void isolationIsOfTheTransactionsThatFollow() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
      assertThat(connection.getTransactionIsolation())
          .isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
      assertThat(text(connection, "show transaction_isolation")).isEqualTo("serializable");
      assertThat(text(connection, "show transaction_isolation")).isEqualTo("serializable");
    }
    assertThat(answer("show transaction_isolation")).isEqualTo("read committed");
  }

  @Test
  void metaDataAndArraysWorkAndLeaveNoTransaction() throws Exception {
    try (Connection connection = source.getConnection()) {
      try (ResultSet tables = connection.getMetaData().getTables(null, "public", "item", null)) {
        assertThat(tables.next()).isTrue();
      }
      assertThat(connection.createArrayOf("item", new Object[0])).isNotNull();
      assertThat(connection.isValid(1)).isTrue();
      assertThat(
              database.text(
                  "select count(*) from pg_stat_activity where application_name = 'pool-test'"
                      + " and state like 'idle in%'"))
          .isEqualTo("0");
    }
    assertRollbacks(0);
  }

  @Test
  void batchesWork() throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement("insert into item values (?)")) {
      for (int i = 0; i < 5; i++) {
        statement.setInt(1, i);
        statement.addBatch();
      }
      assertThat(statement.executeBatch()).hasSize(5);
      try (Statement plain = connection.createStatement()) {
        plain.addBatch("insert into item values (10)");
        plain.addBatch("insert into item values (11)");
        assertThat(plain.executeBatch()).hasSize(2);
      }
    }
    assertThat(items()).isEqualTo("7");
  }

  @Test
  void errorsAreTheDriversOwn() throws Exception {
    try (Connection connection = source.getConnection()) {
      for (int i = 0; i < 20; i++) {
        assertThatThrownBy(() -> run(connection, "select * from nowhere"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42P01"));
      }
    }
    assertThat(answer("select 'the breaker is closed'")).contains("closed");
  }

  @Test
  void whileTheBreakerIsOpenThereIsNoConnection() throws Exception {
    try (Connection held = source.getConnection()) {
      openBreaker();
      assertThatThrownBy(source::getConnection)
          .isInstanceOf(SQLTransientConnectionException.class)
          .hasMessageContaining("failing fast");
      assertThatThrownBy(() -> run(held, "select 1"))
          .isInstanceOf(SQLTransientConnectionException.class);
      pool.resource().policy().reset();
      run(held, "select 1");
    }
  }

  private void openBreaker() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      StoreException failure =
          new StoreException(
              "postgres", FailureKind.UNAVAILABLE, "08006", "as if lost", new SQLException("x"));
      assertThatThrownBy(() ->
              pool.resource()
                  .policy()
                  .observe(() -> {
                    throw failure;
                  }))
          .isSameAs(failure);
    }
  }

  private String answer(String query) throws SQLException {
    try (Connection connection = source.getConnection()) {
      return text(connection, query);
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean ignored = statement.execute(sql);
    }
  }

  private String items() throws SQLException {
    return database.text("select count(*) from item");
  }

  private void assertRollbacks(int count) {
    assertThat(pool.resource().snapshot().counters().rollbacks()).isEqualTo(count);
  }
}
