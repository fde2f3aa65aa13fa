package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.neo4j.TestDriver.LIMIT;
import static org.discogsography.resilience.neo4j.TestDriver.failureOf;
import static org.discogsography.resilience.neo4j.TestDriver.number;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.place.Ports;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each kind of failure, provoked on a real server. */
@Timeout(120)
class Neo4jFailuresIT {
  private static ResilientNeo4jDriver driver;

  @BeforeAll
  static void open() throws InterruptedException {
    driver =
        TestDriver.available(
            TestDriver.settings()
                .withTransactionTimeout(Duration.ofSeconds(2), Duration.ofSeconds(20)));
    driver.write(t ->
        t.run("CREATE CONSTRAINT IF NOT EXISTS FOR (n:Thing) REQUIRE n.key IS UNIQUE").consume());
    driver.write(t -> t.run("MATCH (n:Thing) DETACH DELETE n").consume());
    driver.write(t -> t.run("UNWIND [1, 2] AS key CREATE (:Thing {key: key})").consume());
  }

  @AfterAll
  static void close() {
    driver.close();
  }

  @Test
  void aRefusedConnectionIsAnOutage() {
    Neo4jSettings nowhere =
        Neo4jSettings.of("bolt://127.0.0.1:" + Ports.free(), "neo4j", "password");
    try (ResilientNeo4jDriver away = TestDriver.open(nowhere)) {
      assertThat(failureOf(away, number("RETURN 1")).kind()).isEqualTo(FailureKind.UNAVAILABLE);
      assertThat(away.health().health().status()).isEqualTo(Status.DOWN);
      assertThat(away.health().health().effect()).isEqualTo(Status.DEGRADED);
    }
  }

  @Test
  void aWrongPasswordIsForSomebodyToMend() {
    Neo4jSettings wrong = Neo4jSettings.of(TestDriver.server().uri(), "nobody", "password");
    try (ResilientNeo4jDriver refused = TestDriver.open(wrong)) {
      StoreException failure = failureOf(refused, number("RETURN 1"));
      assertThat(failure.kind()).isEqualTo(FailureKind.SYSTEMIC);
      assertThat(failure.code()).startsWith("Neo.ClientError.Security.");
      assertThat(refused.health().health().effect()).isEqualTo(Status.DOWN);
    }
  }

  @Test
  void aBrokenRuleOfTheSchemaIsTheDatasFault() {
    assertKind(FailureKind.DATA, "CREATE (:Thing {key: 1})");
  }

  @Test
  void aValueThatIsTooLongForItsIndexIsTheDatasFault() {
    StoreException failure =
        failureOf(
            driver,
            t -> t.run("CREATE (:Thing {key: $key})", Map.of("key", "x".repeat(40_000))).consume());
    assertThat(failure.kind()).isEqualTo(FailureKind.DATA);
  }

  @Test
  void aValueThatDoesNotFitTheStatementIsTheDatasFault() {
    assertKind(FailureKind.DATA, "UNWIND [0] AS x RETURN 1 / x");
    assertKind(FailureKind.DATA, "UNWIND [0] AS x CREATE (:Thing {key: {a: x}})");
  }

  @Test
  void aStatementThatIsWrongIsForSomebodyToMend() {
    assertKind(FailureKind.SYSTEMIC, "CREATE NONSENSE");
    assertKind(FailureKind.SYSTEMIC, "RETURN $missing");
  }

  @Test
  void aReaderThatWritesIsForSomebodyToMend() {
    assertThatThrownBy(() -> driver.read(t -> t.run("CREATE (:Thing {key: 9})").consume()))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.SYSTEMIC));
  }

  @Test
  void aStatementThatRunsTooLongIsATimeout() {
    assertKind(
        FailureKind.TIMEOUT,
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b)");
  }

  @Test
  void aDeadlockIsContention() throws Exception {
    CyclicBarrier bothHoldOne = new CyclicBarrier(2);
    CompletableFuture<Throwable> other = locking(2, 1, bothHoldOne);
    CompletableFuture<Throwable> one = locking(1, 2, bothHoldOne);
    List<Throwable> failures = new ArrayList<>();
    for (CompletableFuture<Throwable> each : List.of(one, other)) {
      Throwable failure = each.get(30, TimeUnit.SECONDS);
      if (failure != null) {
        failures.add(failure);
      }
    }
    assertThat(failures)
        .isNotEmpty()
        .allSatisfy(failure ->
            assertThat(((StoreException) failure).kind()).isEqualTo(FailureKind.CONTENTION));
  }

  @Test
  void aLockThatIsHeldTooLongIsATimeoutOrContention() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread holder =
        Thread.ofVirtual()
            .start(() -> {
              try (ResilientNeo4jDriver patient = TestDriver.available(TestDriver.settings())) {
                patient.write(t -> {
                  t.run("MATCH (n:Thing {key: 1}) SET n.x = 1").consume();
                  held.countDown();
                  return awaited(release);
                });
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
    StoreException failure =
        failureOf(driver, t -> t.run("MATCH (n:Thing {key: 1}) SET n.x = 2").consume());
    release.countDown();
    assertThat(holder.join(LIMIT)).isTrue();
    assertThat(failure.kind()).isIn(FailureKind.TIMEOUT, FailureKind.CONTENTION);
  }

  @Test
  void aPoolThatIsUsedUpIsExhausted() throws Exception {
    Neo4jSettings base = TestDriver.settings();
    Neo4jSettings narrow =
        new Neo4jSettings(
            base.address(),
            base.username(),
            base.password(),
            1,
            base.connectionLifetime(),
            Duration.ofMillis(300),
            base.connectTimeout(),
            base.transactionTimeout(),
            base.answerGrace());
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    try (ResilientNeo4jDriver one = TestDriver.available(narrow)) {
      CompletableFuture<Boolean> holder =
          CompletableFuture.supplyAsync(() -> {
            try {
              return one.write(t -> {
                t.run("RETURN 1").consume();
                taken.countDown();
                return awaited(release);
              });
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          });
      assertThat(taken.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(failureOf(one, number("RETURN 1")).kind()).isEqualTo(FailureKind.EXHAUSTED);
      release.countDown();
      assertThat(holder.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aBugInTheWorkIsNotTheStoresFault() {
    assertThatThrownBy(() ->
            driver.write(t -> {
              throw new IllegalArgumentException("a bug");
            }))
        .isExactlyInstanceOf(IllegalArgumentException.class);
  }

  private static void assertKind(FailureKind kind, String statement) {
    StoreException failure = failureOf(driver, t -> t.run(statement).consume());
    assertThat(failure.kind()).as(failure.code()).isEqualTo(kind);
  }

  private static CompletableFuture<Throwable> locking(int first, int second, CyclicBarrier both) {
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            driver.write(t -> {
              lock(t, first);
              await(both);
              lock(t, second);
              return true;
            });
            failure.complete(null);
          } catch (StoreException | InterruptedException e) {
            failure.complete(e);
          }
        });
    return failure;
  }

  private static void lock(org.neo4j.driver.SimpleQueryRunner transaction, int key) {
    transaction.run("MATCH (n:Thing {key: $key}) SET n.x = 1", Map.of("key", key)).consume();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
