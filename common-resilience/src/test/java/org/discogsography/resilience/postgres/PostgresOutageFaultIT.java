package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.postgres.TestDatabase.LIMIT;
import static org.discogsography.resilience.postgres.TestDatabase.failureOf;
import static org.discogsography.resilience.postgres.TestDatabase.reading;
import static org.discogsography.resilience.postgres.TestDatabase.running;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.discogsography.localstack.PostgresServer;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that stops, dies, hangs or throws everybody out, under a pool that is in use. */
@Timeout(120)
class PostgresOutageFaultIT {
  private static final Duration BAR = Duration.ofSeconds(2);

  private final TestDatabase database = new TestDatabase();
  private final PostgresServer server = database.server();
  private ResilientPostgresPool pool;

  @BeforeEach
  void open() {
    pool = database.pool();
  }

  @AfterEach
  void heal() {
    pool.close();
    server.start();
  }

  @Test
  void opensWhileTheServerIsDownAndIsThereWhenItComes() throws Exception {
    pool.close();
    server.stop();
    try (ResilientPostgresPool early = database.pool()) {
      StoreException failure = failureOf(early, running("select 1"));
      assertThat(failure.kind()).isEqualTo(FailureKind.UNAVAILABLE);

      assertBackInTime("down at start", early, server::start);
    }
  }

  @Test
  void survivesAStop() throws Exception {
    warmUp();
    server.stop();
    assertNoticed();

    assertBackInTime("stopped", pool, server::start);
  }

  @Test
  void survivesAKill() throws Exception {
    warmUp();
    server.kill();
    assertNoticed();

    assertBackInTime("killed", pool, server::start);
  }

  @Test
  void survivesAHangAndReturnsWithinTheDeadline() throws Exception {
    warmUp();
    server.pause();
    long began = System.nanoTime();
    StoreException failure = failureOf(pool, running("select 1"));
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(failure.kind()).isIn(FailureKind.UNAVAILABLE, FailureKind.EXHAUSTED);
    assertThat(took).isLessThan(database.settings().socketTimeout().plusSeconds(2));
    assertNoticed();
    assertHealthAnswersAtOnce();

    assertBackInTime("hung", pool, server::resume);
  }

  @Test
  void aCallThatHangsInTheServerEndsWithItsSocketTimeout() throws Exception {
    warmUp();
    CountDownLatch asked = new CountDownLatch(1);
    AtomicLong took = new AtomicLong();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              long began = System.nanoTime();
              try {
                pool.transaction(connection -> {
                  reading("select 1").apply(connection);
                  asked.countDown();
                  return reading("select pg_sleep(3)").apply(connection);
                });
              } catch (StoreException | InterruptedException e) {
                took.set(System.nanoTime() - began);
              }
            });
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    server.pause();

    assertThat(caller.join(database.settings().socketTimeout().plusSeconds(3))).isTrue();
    assertThat(took.get()).isPositive();
    server.resume();
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
  }

  @Test
  void closesInTimeWhileTheServerHangs() throws Exception {
    warmUp();
    server.pause();
    assertThat(failureOf(pool, running("select 1")).store()).isEqualTo("postgres");
    long began = System.nanoTime();

    pool.close();

    Duration took = Duration.ofNanos(System.nanoTime() - began);
    System.out.printf("Closed under a hung server in %d ms%n", took.toMillis());
    assertThat(took).isLessThan(Duration.ofSeconds(20));
    server.resume();
  }

  @Test
  void survivesEverybodyBeingThrownOutAgainAndAgain() throws Exception {
    warmUp();
    AtomicInteger failures = new AtomicInteger();
    for (int round = 0; round < 10; round++) {
      database.execute(
          "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
              + " where application_name like 'pool-test%'");
      try {
        pool.transaction(running("select 1"));
      } catch (StoreException e) {
        failures.incrementAndGet();
        assertThat(e.kind()).isEqualTo(FailureKind.UNAVAILABLE);
      }
      assertThat(pool.awaitAvailable(BAR)).isTrue();
      assertEventuallyServes();
    }
    assertThat(failures.get()).isLessThanOrEqualTo(10);
  }

  @Test
  void survivesManyShortOutages() throws Exception {
    for (int round = 0; round < 5; round++) {
      server.stop();
      server.start();
      assertThat(pool.awaitAvailable(LIMIT)).isTrue();
      assertEventuallyServes();
    }
    assertThat(pool.status().active()).isZero();
  }

  private void warmUp() throws InterruptedException {
    assertThat(pool.awaitAvailable(LIMIT)).isTrue();
    assertThat(pool.transaction(reading("select 'warm'"))).isEqualTo("warm");
  }

  private void assertNoticed() throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (pool.health().health().status() == Status.UP) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(pool.health().health().effect()).isEqualTo(Status.DEGRADED);
  }

  private void assertHealthAnswersAtOnce() {
    long began = System.nanoTime();
    assertThat(pool.health().health().status()).isEqualTo(Status.DOWN);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(100));
  }

  /** After throwing out, a connection that was used just now may fail once more. */
  private void assertEventuallyServes() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      try {
        assertThat(pool.transaction(reading("select 'served'"))).isEqualTo("served");
        return;
      } catch (StoreException e) {
        assertThat(pool.awaitAvailable(LIMIT)).isTrue();
      }
    }
    throw new AssertionError("does not serve");
  }

  private static void assertBackInTime(String fault, ResilientPostgresPool pool, Runnable healing)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    AtomicLong first = new AtomicLong();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                firstSuccess(pool);
                first.set(System.nanoTime());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              done.countDown();
            });
    healing.run();
    long accepts = System.nanoTime();
    assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(waiting.join(Duration.ofSeconds(1))).isTrue();
    Duration late = Duration.ofNanos(Math.max(0, first.get() - accepts));
    System.out.printf(
        "PostgreSQL %s: first commit %d ms after it was back%n", fault, late.toMillis());
    assertThat(late).isLessThan(BAR);
  }

  private static void firstSuccess(ResilientPostgresPool pool) throws InterruptedException {
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
}
