package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;
import static org.discogsography.resilience.postgres.TestDatabase.failureOf;
import static org.discogsography.resilience.postgres.TestDatabase.reading;
import static org.discogsography.resilience.postgres.TestDatabase.running;
import static org.discogsography.resilience.postgres.TestDatabase.text;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.PostgresSettings.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Through a real PgBouncer, whose one server connection everybody shares. */
@Timeout(120)
class PgBouncerFaultIT {
  private static final String LIMITS =
      "select concat_ws(' ', current_setting('statement_timeout'),"
          + " current_setting('lock_timeout'),"
          + " current_setting('idle_in_transaction_session_timeout'))";

  private final TestDatabase database = new TestDatabase();
  private PgBouncerServer bouncer;
  private ResilientPostgresPool pool;

  @BeforeEach
  void open() throws Exception {
    database.execute("drop table if exists item", "create table item (id int primary key)");
    bouncer = PgBouncerServer.inFrontOf(database.server());
    pool = ResilientPostgresPool.open(settings(Route.PGBOUNCER), new SimpleMeterRegistry());
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    pool.close();
    bouncer.close();
    database.server().start();
  }

  @Test
  void itRefusesTheStartupOptionsThatADirectConnectionHas() throws Exception {
    try (ResilientPostgresPool direct =
        ResilientPostgresPool.open(settings(Route.SERVER), new SimpleMeterRegistry())) {
      assertThat(failureOf(direct, running("select 1")).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    }
    assertThat(pool.transaction(reading("select 'in'"))).isEqualTo("in");
    assertThat(pool.database().query("select 7", row -> row.getInt(1))).containsExactly(7);
  }

  @Test
  void limitsHoldForSingleStatements() throws Exception {
    try (Connection connection = pool.dataSource().getConnection()) {
      assertThat(text(connection, LIMITS)).isEqualTo("5s 2s 5s");
      execute(connection, "set statement_timeout = 0");
      assertThat(text(connection, LIMITS)).isEqualTo("5s 2s 5s");
      long began = System.nanoTime();
      assertThatThrownBy(() -> execute(connection, "select pg_sleep(30)"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(7));
    }
  }

  @Test
  void limitsReachNobodyElseAndNobodyElsesReachUs() throws Exception {
    try (Connection other = otherClient()) {
      assertThat(pool.database().query(LIMITS, row -> row.getString(1)))
          .containsExactly("5s 2s 5s");
      assertThat(pool.transaction(reading(LIMITS))).isEqualTo("5s 2s 5s");
      assertThat(text(other, LIMITS)).isEqualTo("0 0 0");

      execute(other, "set statement_timeout = '1h'");

      assertThat(pool.transaction(reading(LIMITS))).isEqualTo("5s 2s 5s");
      assertThat(pool.database().query(LIMITS, row -> row.getString(1)))
          .containsExactly("5s 2s 5s");
      try (Connection connection = pool.dataSource().getConnection()) {
        assertThat(text(connection, LIMITS)).isEqualTo("5s 2s 5s");
      }
    }
  }

  @Test
  void preparedStatementsDoNotMeet() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Integer>> sums = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        sums.add(threads.submit(this::sumOfMany));
      }
      for (Future<Integer> sum : sums) {
        assertThat(sum.get(60, TimeUnit.SECONDS)).isEqualTo(50 * 51 / 2);
      }
    }
  }

  @Test
  void nothingAsksAConnectionWhetherItIsAlive() throws Exception {
    PostgresSettings settings = settings(Route.PGBOUNCER);
    assertThat(
            DataSources.pooled(settings, pool.prober(), () -> {}, new SimpleMeterRegistry())
                .getKeepaliveTime())
        .isZero();
    try (Connection connection =
        new GatedDataSource(
                DataSources.forPool(settings),
                pool.prober(),
                Duration.ofSeconds(5),
                Route.PGBOUNCER,
                () -> {})
            .getConnection()) {
      bouncer.pause();
      try {
        assertThat(connection.isValid(1)).isTrue();
      } finally {
        bouncer.resume();
      }
    }
  }

  @Test
  void aServerThatStopsBehindItIsBackInTime() throws Exception {
    assertThat(pool.transaction(reading("select 'warm'"))).isEqualTo("warm");
    database.server().stop();
    assertThat(failureOf(pool, running("select 1")).kind()).isEqualTo(FailureKind.UNAVAILABLE);

    database.server().start();
    long accepts = System.nanoTime();
    firstSuccess();

    Duration late = Duration.ofNanos(System.nanoTime() - accepts);
    System.out.printf(
        "PostgreSQL behind PgBouncer: first commit %d ms after it was back%n", late.toMillis());
    assertThat(late).isLessThan(Duration.ofSeconds(2).plus(PgBouncerServer.LOGIN_RETRY));
  }

  private void firstSuccess() throws InterruptedException {
    while (true) {
      assertThat(pool.awaitAvailable(LIMIT)).isTrue();
      try {
        pool.transaction(reading("select 1"));
        return;
      } catch (StoreException e) {
        // Waits for the next probe.
      }
    }
  }

  private int sumOfMany() throws InterruptedException {
    int sum = 0;
    for (int i = 1; i <= 50; i++) {
      sum += pool.database().query("select ?::int", row -> row.getInt(1), i).getFirst();
    }
    return sum;
  }

  private PostgresSettings settings(Route route) {
    return database.settings().withAddress("127.0.0.1", bouncer.port(), route);
  }

  private Connection otherClient() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%d/%s?prepareThreshold=0"
            .formatted(bouncer.port(), database.server().database()),
        database.server().username(),
        database.server().password());
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (statement.execute(sql)) {
        try (ResultSet rows = statement.getResultSet()) {
          assertThat(rows.next()).isTrue();
        }
      }
    }
  }
}
