package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.neo4j.TestDriver.LIMIT;
import static org.discogsography.resilience.neo4j.TestDriver.failureOf;
import static org.discogsography.resilience.neo4j.TestDriver.number;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.exceptions.Neo4jException;

/** A server that dies or hangs in the middle of a transaction. */
@Timeout(180)
class Neo4jOutageFaultIT {
  private static final Duration BAR = Duration.ofSeconds(2);
  private static final String FIRST_WRITE = "CREATE (n:FirstWrite) SET n.at = datetime()";
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  private final Neo4jServer server = TestDriver.server();
  private ResilientNeo4jDriver driver;

  @BeforeEach
  void open() {
    driver = TestDriver.open(TestDriver.impatient());
  }

  @AfterEach
  void heal() {
    driver.close();
    server.start();
  }

  @Test
  void survivesAKillInTheMiddleOfATransaction() throws Exception {
    warmUp();
    CountDownLatch half = new CountDownLatch(1);
    CompletableFuture<StoreException> failure = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() ->
            failure.complete(
                failureOf(
                    driver,
                    t -> {
                      t.run("UNWIND range(1, 10000) AS x CREATE (:Torn {x: x})").consume();
                      half.countDown();
                      return t.run("UNWIND range(1, 30000000) AS x RETURN sum(x)").consume();
                    })));
    assertThat(half.await(30, TimeUnit.SECONDS)).isTrue();
    server.kill();
    assertThat(failure.get(10, TimeUnit.SECONDS).kind()).isEqualTo(FailureKind.UNAVAILABLE);
    long arrivals = driver.arrivals();
    assertBackInTime("killed", driver, server::start);
    assertThat(driver.arrivals()).isGreaterThan(arrivals);
    assertThat(driver.read(number("MATCH (n:Torn) RETURN count(n)"))).isZero();
  }

  @Test
  void aCallUnderWayIsFreedWhenTheServerHangs() throws Exception {
    warmUp();
    CountDownLatch asked = new CountDownLatch(1);
    AtomicLong took = new AtomicLong();
    Thread caller =
        Thread.ofPlatform()
            .start(() -> {
              long began = System.nanoTime();
              StoreException ignored =
                  failureOf(
                      driver,
                      t -> {
                        t.run("RETURN 1").consume();
                        asked.countDown();
                        return t.run("UNWIND range(1, 1000000000) AS x RETURN sum(x)").consume();
                      });
              took.set(System.nanoTime() - began);
            });
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
    server.pause();
    assertThat(caller.join(DEADLINE.plusSeconds(3))).isTrue();
    assertThat(Duration.ofNanos(took.get())).isLessThan(DEADLINE.plusMillis(1500));
    assertBackInTime("hung under a call", driver, server::resume);
  }

  private void warmUp() throws InterruptedException {
    assertThat(driver.awaitAvailable(LIMIT)).isTrue();
    assertThat(driver.write(number("RETURN 1"))).isEqualTo(1);
  }

  /** From the moment the server answers anybody to the first write of this driver. */
  private void assertBackInTime(String how, ResilientNeo4jDriver back, Runnable heal)
      throws Exception {
    CompletableFuture<Long> written =
        CompletableFuture.supplyAsync(() -> firstWrite(back), r -> Thread.ofVirtual().start(r));
    CompletableFuture<Long> answers =
        CompletableFuture.supplyAsync(
            Neo4jOutageFaultIT::firstAnswer, r -> Thread.ofVirtual().start(r));
    heal.run();
    long nanos = written.get(90, TimeUnit.SECONDS) - answers.get(90, TimeUnit.SECONDS);
    System.out.printf("neo4j %s: server answers -> first write: %d ms%n", how, nanos / 1_000_000);
    assertThat(Duration.ofNanos(nanos)).isLessThan(BAR);
  }

  private static long firstWrite(ResilientNeo4jDriver back) {
    while (true) {
      try {
        back.awaitAvailable();
        back.write(t -> t.run(FIRST_WRITE).consume());
        return System.nanoTime();
      } catch (StoreException e) {
        // Not yet.
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** When a client that tries all the time has done the same write. */
  private static long firstAnswer() {
    try (Driver plain = Drivers.forCalls(TestDriver.settings())) {
      while (true) {
        try (Session session = plain.session()) {
          session.run(FIRST_WRITE).consume();
          return System.nanoTime();
        } catch (Neo4jException e) {
          TimeUnit.MILLISECONDS.sleep(20);
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
