package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;
import static org.discogsography.resilience.postgres.TestDatabase.text;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.core.BaseConnection;

/** The limits of the data source's connections against those who would be rid of them. */
@Timeout(60)
class ProtectedLimitsIT {
  private static final String LIMITS =
      "select concat_ws(' ', current_setting('statement_timeout'),"
          + " current_setting('lock_timeout'),"
          + " current_setting('idle_in_transaction_session_timeout'))";

  private final TestDatabase database = new TestDatabase();
  private ResilientPostgresPool pool;
  private DataSource source;

  @BeforeEach
  void open() throws Exception {
    pool =
        ResilientPostgresPool.open(database.settingsWithRareProbes(1), new SimpleMeterRegistry());
    source = pool.dataSource();
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select 1",
        "set statement_timeout = 0; set lock_timeout = 0;"
            + " set idle_in_transaction_session_timeout = 0",
        "set session characteristics as transaction read write; set local statement_timeout = 0",
        "select set_config('statement_' || 'timeout', '0', false)",
        "reset all",
        "discard plans",
        "do $$ begin perform set_config('lock_timeout', '0', false); end $$",
        "update pg_settings set setting = '0' where name like '%_timeout' and context = 'user'"
            + " and name in ('statement_timeout', 'lock_timeout')"
      })
  void limitsHoldWhateverIsSet(String sql) throws Exception {
    for (boolean autoCommit : new boolean[] {true, false}) {
      try (Connection connection = source.getConnection()) {
        connection.setAutoCommit(autoCommit);
        run(connection, sql);
        assertThat(text(connection, LIMITS)).isEqualTo("5s 2s 5s");
      }
      assertThat(answer(LIMITS)).isEqualTo("5s 2s 5s");
    }
  }

  @Test
  void aStatementThatEscapedTheServersLimitMeetsTheDriversOwn() throws Exception {
    database.execute(
        "create or replace function unlimited() returns text language sql as"
            + " $$ select set_config('statement_timeout', '0', false) $$");
    long began = System.nanoTime();
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      run(connection, "select unlimited()");
      assertThat(text(connection, "show statement_timeout")).isEqualTo("0");
      try (Statement statement = connection.createStatement()) {
        statement.setQueryTimeout(0);
        assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      }
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
    assertThat(answer(LIMITS)).isEqualTo("5s 2s 5s");
  }

  @Test
  void theCallersOwnLimitsHoldWhereTheyAreTighter() throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThat(statement.getQueryTimeout()).isEqualTo(1);
      long began = System.nanoTime();
      assertThatThrownBy(() -> statement.execute("select pg_sleep(30)"))
          .isInstanceOf(SQLException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void theNetworkTimeoutCannotBeRaised() throws Exception {
    try (Connection connection = source.getConnection()) {
      connection.setNetworkTimeout(Runnable::run, 0);
      assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
      connection.setNetworkTimeout(Runnable::run, 3_000_000);
      assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
      connection.setNetworkTimeout(Runnable::run, 3_000);
      assertThat(connection.getNetworkTimeout()).isEqualTo(3_000);
    }
    try (Connection connection = source.getConnection()) {
      assertThat(connection.getNetworkTimeout()).isEqualTo(10_000);
    }
  }

  @Test
  void nothingThatItHandsOutLeadsToTheDriver() throws Exception {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1");
        ResultSet rows = statement.executeQuery()) {
      assertThat(connection.isWrapperFor(PGConnection.class)).isFalse();
      assertThatThrownBy(() -> connection.unwrap(PGConnection.class))
          .isInstanceOf(SQLException.class);
      assertThatThrownBy(() -> connection.unwrap(BaseConnection.class))
          .isInstanceOf(SQLException.class);
      assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(rows.getStatement()).isSameAs(statement);
      assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
      assertThat(statement.isWrapperFor(org.postgresql.PGStatement.class)).isFalse();
      assertThat(rows.isWrapperFor(org.postgresql.core.BaseConnection.class)).isFalse();
    }
    assertThatThrownBy(() -> source.unwrap(HikariDataSource.class))
        .isInstanceOf(SQLException.class);
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
}
