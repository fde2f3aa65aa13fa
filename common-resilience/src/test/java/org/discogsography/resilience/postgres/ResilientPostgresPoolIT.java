package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;
import static org.discogsography.resilience.postgres.TestDatabase.failureOf;
import static org.discogsography.resilience.postgres.TestDatabase.reading;
import static org.discogsography.resilience.postgres.TestDatabase.running;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ResilientPostgresPoolIT {
  private final TestDatabase database = new TestDatabase();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private ResilientPostgresPool pool;

  @BeforeEach
  void open() throws Exception {
    database.execute("drop table if exists item", "create table item (id int primary key)");
    pool = ResilientPostgresPool.open(database.settings(), metrics);
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
  }

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void commitsWhatReturns() throws Exception {
    pool.transaction(running("insert into item values (1)"));

    assertThat(items()).isEqualTo("1");
  }

  @Test
  void rollsBackWhatThrows() throws Exception {
    assertThatThrownBy(() ->
            pool.transaction(connection -> {
              running("insert into item values (1)").apply(connection);
              throw new IllegalStateException("stop");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(items()).isEqualTo("0");
    assertThat(pool.status().active()).isZero();
  }

  @Test
  void aRehearsalLeavesNothing() throws Exception {
    pool.rehearse(running("insert into item values (1)"));

    assertThat(items()).isEqualTo("0");
  }

  @Test
  void everyTransactionHasTheLimits() throws Exception {
    SqlWork<String> look =
        reading(
            "select concat_ws(' ', current_setting('statement_timeout'),"
                + " current_setting('lock_timeout'),"
                + " current_setting('idle_in_transaction_session_timeout'),"
                + " current_setting('transaction_isolation'),"
                + " current_setting('application_name'))");
    for (int i = 0; i < 8; i++) {
      pool.transaction(running("set statement_timeout = 0"));

      assertThat(pool.transaction(look)).isEqualTo("5s 2s 5s read committed pool-test");
    }
  }

  @Test
  void theWorkCannotEndItsTransaction() throws Exception {
    assertThat(failureOf(pool, endingEarly(Connection::commit)).kind())
        .isEqualTo(FailureKind.UNKNOWN);
    assertThat(failureOf(pool, endingEarly(Connection::rollback)).kind())
        .isEqualTo(FailureKind.UNKNOWN);
    assertThat(failureOf(pool, endingEarly(c -> c.setAutoCommit(true))).kind())
        .isEqualTo(FailureKind.UNKNOWN);
    assertThat(items()).isEqualTo("0");
  }

  @Test
  void aConnectionThatTheWorkClosedServesTheNext() throws Exception {
    pool.transaction(connection -> {
      running("insert into item values (1)").apply(connection);
      connection.close();
      return true;
    });

    assertThat(items()).isEqualTo("1");
    assertThat(pool.transaction(reading("select 'next'"))).isEqualTo("next");
  }

  @Test
  void anAbortedTransactionDoesNotReachTheNextUser() throws Exception {
    for (int i = 0; i < 8; i++) {
      failureOf(pool, running("select 1 / 0"));

      assertThat(pool.transaction(reading("select 'clean'"))).isEqualTo("clean");
    }
  }

  @Test
  void aFullPoolIsExhaustedAfterItsTimeout() throws Exception {
    CountDownLatch taken = new CountDownLatch(4);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 4; i++) {
      Thread.ofVirtual().start(() -> hold(taken, release));
    }
    assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();
    Thread.ofVirtual().start(() -> releaseWhenOneWaits(release));

    assertThat(pool.transaction(reading("select 'waited'"))).isEqualTo("waited");
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                pool.transaction(running("select pg_sleep(30)"));
              } catch (Throwable e) {
                failure.set(e);
              }
            });
    awaitBackend("pg_sleep(30)");

    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(4))).isTrue();
    assertThat(failure.get()).isInstanceOf(InterruptedException.class);
    assertThat(pool.transaction(reading("select 'on'"))).isEqualTo("on");
  }

  @Test
  void healthIsUpAndTellsThePool() {
    assertThat(pool.health().name()).isEqualTo("postgres");
    assertThat(pool.health().health().status()).isEqualTo(Status.UP);
    assertThat(pool.health().health().details()).containsKeys("since", "pool");
  }

  @Test
  void thePoolsMetersAreHikaris() {
    assertThat(metrics.find("hikaricp.connections").tag("pool", "postgres").gauge()).isNotNull();
  }

  @Test
  void severalPoolsMayCreateTheProbesTableAtOnce() throws Exception {
    database.execute("drop table resilience_probe");
    try (ResilientPostgresPool one = database.pool();
        ResilientPostgresPool two = database.pool();
        ResilientPostgresPool three = database.pool()) {
      for (ResilientPostgresPool each : Set.of(one, two, three)) {
        assertThat(each.awaitAvailable(LIMIT)).isTrue();
      }
    }
    assertThat(database.text("select name from resilience_probe")).isEqualTo("pool-test");
  }

  @Test
  void closingLeavesNoThreadAndNoConnection() throws Exception {
    pool.transaction(reading("select 1"));

    pool.close();
    pool.close();

    assertThat(threads()).isEmpty();
    assertThat(backends()).isEqualTo("0");
  }

  private static SqlWork<Boolean> endingEarly(Ending ending) {
    return connection -> {
      running("insert into item values (1)").apply(connection);
      ending.apply(connection);
      return true;
    };
  }

  private void hold(CountDownLatch taken, CountDownLatch release) {
    try {
      pool.transaction(connection -> {
        taken.countDown();
        try {
          return release.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
          throw new SQLException(e);
        }
      });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void releaseWhenOneWaits(CountDownLatch release) {
    while (pool.status().waiting() == 0) {
      Thread.onSpinWait();
    }
    release.countDown();
  }

  private void awaitBackend(String query) throws SQLException {
    String count =
        "select count(*) from pg_stat_activity where application_name = 'pool-test' and query like '%"
            + query
            + "%'";
    while (database.text(count).equals("0")) {
      Thread.onSpinWait();
    }
  }

  private String items() throws SQLException {
    return database.text("select count(*) from item");
  }

  private String backends() throws SQLException {
    String count = "select count(*) from pg_stat_activity where application_name like 'pool-test%'";
    long deadline = System.nanoTime() + LIMIT.toNanos();
    String left = database.text(count);
    while (!left.equals("0") && System.nanoTime() < deadline) {
      left = database.text(count);
    }
    return left;
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("postgres"))
        .collect(Collectors.toSet());
  }

  @FunctionalInterface
  private interface Ending {
    void apply(Connection connection) throws SQLException;
  }
}
