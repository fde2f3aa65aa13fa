package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.proxy.FaultProxy;
import org.discogsography.resilience.conformance.Subject.Client;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.postgres.SqlWork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL fails in the middle of a transaction, or has no connection left for anybody. */
@Timeout(120)
final class PostgresTransactionsFaultIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int ROWS = 1_000;
  private static final int ROUNDS = 10;

  /** Of the pool and its probe. */
  private static final int MOST_CONNECTIONS = 5;

  private final PostgresSubject subject = new PostgresSubject();
  private FaultProxy proxy;
  private ResilientPostgresPool pool;

  @BeforeEach
  void open() throws Exception {
    subject.server().start();
    subject.execute(
        "create table if not exists repeated (id int primary key, version int not null)");
    subject.execute("truncate repeated");
    proxy = FaultProxy.to(subject.port());
    pool = ResilientPostgresPool.open(subject.settings(proxy.port()), new SimpleMeterRegistry());
    assertThat(pool.awaitAvailable(PATIENCE)).isTrue();
  }

  @AfterEach
  void close() {
    pool.close();
    proxy.close();
    subject.server().start();
  }

  @Test
  void aCommitWhoseAnswerIsLostIsDoneAndRepeatingItChangesNothing() throws Exception {
    pool.transaction(upsert());
    subject.execute("truncate repeated");
    proxy.delay(Duration.ofMillis(400));
    CompletableFuture<StoreException> failure = failureOf(upsert());
    eventually("the commit", () -> items() == ROWS);
    proxy.cut();
    proxy.pass();

    assertThat(failure.get(10, TimeUnit.SECONDS).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    assertThat(pool.awaitAvailable(PATIENCE)).isTrue();
    pool.transaction(upsert());
    assertThat(items()).isEqualTo(ROWS);
    assertThat(subject.number("select count(*) from repeated where version <> 1")).isZero();
  }

  @Test
  void aKillInTheMiddleOfATransactionLeavesNothingAndRepeatingItCompletesIt() throws Exception {
    CountDownLatch half = new CountDownLatch(1);
    CompletableFuture<StoreException> failure =
        failureOf(connection -> {
          upsert().apply(connection);
          half.countDown();
          return run(connection, "set local statement_timeout = 0; select pg_sleep(30)");
        });
    assertThat(half.await(10, TimeUnit.SECONDS)).isTrue();
    subject.server().kill();
    assertThat(failure.get(10, TimeUnit.SECONDS).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    try (Client client = subject.open()) {
      Recovery.ofServer(subject, client, "killed-in-a-transaction", subject.server()::start);
    }
    assertThat(pool.awaitAvailable(PATIENCE)).isTrue();
    assertThat(items()).isZero();

    pool.transaction(upsert());
    pool.transaction(upsert());
    assertThat(items()).isEqualTo(ROWS);
  }

  @Test
  void everybodyBeingThrownOutAgainAndAgainIsNoStormOfConnections() throws Exception {
    try (Client client = subject.open(proxy.port());
        Callers callers = Callers.start(client, 8, Duration.ofMillis(2))) {
      eventually("some calls", () -> callers.succeeded() > 100);
      pool.close();
      long before = proxy.attempts();
      for (int round = 0; round < ROUNDS; round++) {
        long done = callers.succeeded();
        throwOut();
        eventually("calls again", () -> callers.succeeded() > done + 50);
      }
      long attempts = proxy.attempts() - before;
      System.out.printf("attempts postgres %d for %d rounds%n", attempts, ROUNDS);
      assertThat(attempts).isLessThanOrEqualTo(ROUNDS * 2L * MOST_CONNECTIONS);
      Recovery.ofLine(subject, client, "thrown-out", this::throwOut);
      assertThat(callers.stop(PATIENCE)).isTrue();
      assertThat(subject.connectionsAtServer()).isLessThanOrEqualTo(MOST_CONNECTIONS);
    }
  }

  @Test
  void aServerWithoutAConnectionLeftIsWaitedFor() throws Exception {
    List<Connection> all = new ArrayList<>();
    try {
      takeAll(all);
      try (Client late = subject.open()) {
        CompletableFuture<StoreException> failure = new CompletableFuture<>();
        try {
          late.operate();
        } catch (StoreException e) {
          failure.complete(e);
        }
        assertThat(failure.get(1, TimeUnit.SECONDS).kind()).isEqualTo(FailureKind.EXHAUSTED);
        assertThat(late.awaitAvailable(Duration.ofSeconds(2))).isFalse();
        Recovery.ofLine(subject, late, "no-connection-left", () -> giveBack(all));
      }
    } finally {
      giveBack(all);
    }
  }

  private void throwOut() {
    subject.execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            + " where application_name like 'conformance%'");
  }

  private int items() {
    return subject.number("select count(*) from repeated");
  }

  private CompletableFuture<StoreException> failureOf(SqlWork<Boolean> work) {
    CompletableFuture<StoreException> failure = new CompletableFuture<>();
    Thread.ofPlatform()
        .start(() -> {
          try {
            pool.transaction(work);
            failure.completeExceptionally(new AssertionError("did not fail"));
          } catch (StoreException e) {
            failure.complete(e);
          } catch (InterruptedException e) {
            failure.completeExceptionally(e);
          }
        });
    return failure;
  }

  /** As a sink writes: the same again changes nothing. */
  private static SqlWork<Boolean> upsert() {
    return connection ->
        run(
            connection,
            "insert into repeated select x, 1 from generate_series(1, "
                + ROWS
                + ") as x"
                + " on conflict (id) do update set version = excluded.version"
                + " where repeated.version < excluded.version");
  }

  private static boolean run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private void takeAll(List<Connection> all) {
    try {
      while (all.size() < 1_000) {
        all.add(subject.connect());
      }
    } catch (SQLException e) {
      assertThat(e.getSQLState()).isEqualTo("53300");
    }
  }

  private static void giveBack(List<Connection> all) {
    try {
      for (Connection each : all) {
        each.close();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
