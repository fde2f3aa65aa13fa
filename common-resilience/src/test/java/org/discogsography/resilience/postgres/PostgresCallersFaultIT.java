package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.Backoff;
import org.discogsography.resilience.policy.BreakerSettings;
import org.discogsography.resilience.policy.BreakerState;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.policy.Preset;
import org.discogsography.resilience.policy.ResilienceSettings;
import org.discogsography.resilience.policy.RetrySettings;
import org.discogsography.resilience.postgres.Answer.Freshness;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.EventJournal;
import org.discogsography.resilience.resource.ResourceOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What callers see of a server that stops or hangs. */
@Timeout(120)
class PostgresCallersFaultIT {
  private static final Duration BAR = Duration.ofSeconds(2);
  private static final String NAMES = "select name from item order by id";
  private static final RowMapper<String> TEXT = row -> row.getString(1);

  private final TestDatabase test = new TestDatabase();
  private final PostgresServer server = test.server();

  @BeforeEach
  void prepare() throws Exception {
    test.execute(
        "drop table if exists item",
        "create table item (id int primary key, name text)",
        "insert into item values (1, 'one')");
  }

  @AfterEach
  void heal() {
    server.start();
  }

  @Test
  void duringAnOutageAnswersAreStaleAndTheRestFailsFast() throws Exception {
    try (ResilientPostgresPool pool = pool(Preset.B.settings())) {
      PostgresDatabase database = pool.database();
      assertThat(database.answer(NAMES, TEXT).freshness()).isEqualTo(Freshness.LIVE);
      server.stop();
      awaitOpen(pool);

      assertThat(database.answer(NAMES, TEXT).freshness()).isEqualTo(Freshness.STALE);
      long began = System.nanoTime();
      assertThatThrownBy(() -> database.update("delete from item"))
          .isInstanceOf(CallRejectedException.class);
      assertThatThrownBy(() -> pool.dataSource().getConnection()).isInstanceOf(SQLException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(500));
      assertThat(database.answer(NAMES, TEXT).freshness())
          .as("after a write that was not tried")
          .isEqualTo(Freshness.STALE);
      assertThat(database.readOnlyReason()).isPresent();

      server.start();
      long accepts = System.nanoTime();
      assertThat(pool.awaitAvailable(LIMIT)).isTrue();
      assertThat(database.update("update item set name = 'new'")).isEqualTo(1);
      try (Connection connection = pool.dataSource().getConnection()) {
        assertThat(TestDatabase.text(connection, NAMES)).isEqualTo("new");
      }
      Duration late = Duration.ofNanos(System.nanoTime() - accepts);
      System.out.printf("PostgreSQL's callers: served %d ms after it was back%n", late.toMillis());
      assertThat(late).isLessThan(BAR);
      assertThat(pool.resource().policy().state()).isEqualTo(BreakerState.CLOSED);
      assertThat(database.answer(NAMES, TEXT).freshness()).isEqualTo(Freshness.LIVE);
      assertThat(pool.resource().snapshot().counters().reconnections()).isEqualTo(1);
    }
  }

  @Test
  void aPatientCallerDoesNotNoticeARestart() throws Exception {
    RetrySettings patient = new RetrySettings(60, new Backoff.Fixed(Duration.ofMillis(250)), 0.25);
    ResilienceSettings resilience =
        Preset.A.settings()
            .with(
                new BreakerSettings(
                    new BreakerSettings.Consecutive(1_000), Duration.ofSeconds(1), 1))
            .with(FailureKind.UNAVAILABLE, patient);
    try (ResilientPostgresPool pool = pool(resilience);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.stop();
      CompletableFuture<Long> write =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return pool.database().update("update item set name = 'patient'");
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              },
              threads);
      server.start();

      assertThat(write.get(20, TimeUnit.SECONDS)).isEqualTo(1);
      assertThat(test.text(NAMES)).isEqualTo("patient");
    }
  }

  @Test
  void aLookAtAHungServerEndsInTime() throws Exception {
    ServerInspection inspection = new ServerInspection(test.settings());
    assertThat(inspection.test(null).healthy()).isTrue();
    server.pause();
    try {
      long began = System.nanoTime();
      ConnectionTest look = inspection.test("select 1");

      assertThat(look.healthy()).isFalse();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(7));
    } finally {
      server.resume();
    }
    assertThat(inspection.test(null).healthy()).isTrue();
  }

  @Test
  void aCallToAHungServerEndsWithItsDeadline() throws Exception {
    try (ResilientPostgresPool pool = pool(Preset.B.settings())) {
      PostgresDatabase database = pool.database();
      assertThat(database.answer(NAMES, TEXT).rows()).containsExactly("one");
      server.pause();
      try {
        long began = System.nanoTime();
        assertThatThrownBy(() -> database.query(NAMES, TEXT))
            .isInstanceOfAny(StoreException.class, CallRejectedException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - began))
            .isLessThan(test.settings().socketTimeout().plusSeconds(5));
        assertThat(database.answer(NAMES, TEXT).freshness()).isEqualTo(Freshness.STALE);
      } finally {
        server.resume();
      }
      assertThat(pool.awaitAvailable(LIMIT)).isTrue();
      assertThat(database.query(NAMES, TEXT)).containsExactly("one");
    }
  }

  @Test
  void theServersOwnListOfSlowStatementsIsRead() throws Exception {
    test.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
    server.stop();
    server.start();
    try {
      test.execute("create extension pg_stat_statements", "select pg_sleep(0.3)");

      assertThat(new ServerInspection(test.settings()).slowStatements().orElseThrow())
          .anySatisfy(slow -> {
            assertThat(slow.query()).isEqualTo("select pg_sleep($1)");
            assertThat(slow.mean()).isGreaterThan(Duration.ofMillis(290));
          });
    } finally {
      test.execute(
          "drop extension if exists pg_stat_statements",
          "alter system reset shared_preload_libraries");
      server.stop();
      server.start();
    }
  }

  private ResilientPostgresPool pool(ResilienceSettings resilience) throws InterruptedException {
    ResilientPostgresPool pool =
        ResilientPostgresPool.open(
            test.settings(),
            new ResourceOptions(resilience, new EventJournal(), new SimpleMeterRegistry()));
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
    return pool;
  }

  private static void awaitOpen(ResilientPostgresPool pool) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (pool.resource().policy().state() != BreakerState.OPEN) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
