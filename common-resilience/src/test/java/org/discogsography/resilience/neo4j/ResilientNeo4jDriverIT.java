package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.neo4j.TestDriver.LIMIT;
import static org.discogsography.resilience.neo4j.TestDriver.number;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.discogsography.resilience.health.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ResilientNeo4jDriverIT {
  @Test
  void commitsWhatIsWrittenAndRollsARehearsalBack() throws InterruptedException {
    try (ResilientNeo4jDriver driver = TestDriver.available(TestDriver.settings())) {
      driver.write(t -> t.run("MATCH (n:Kept) DELETE n").consume());
      assertThat(driver.write(number("CREATE (n:Kept) RETURN 1"))).isEqualTo(1);
      assertThat(
              driver.rehearse(number("CREATE (n:Kept) WITH 1 AS x MATCH (n:Kept) RETURN count(n)")))
          .isEqualTo(2);
      assertThat(driver.read(number("MATCH (n:Kept) RETURN count(n)"))).isEqualTo(1);
    }
  }

  @Test
  void theProbeLeavesNothingBehind() throws InterruptedException {
    try (ResilientNeo4jDriver driver = TestDriver.available(TestDriver.settings())) {
      assertThat(driver.read(number("MATCH (n) WHERE size(labels(n)) = 0 RETURN count(n)")))
          .isZero();
      assertThat(driver.arrivals()).isEqualTo(1);
      assertThat(driver.health().name()).isEqualTo("neo4j");
      assertThat(driver.health().health().status()).isEqualTo(Status.UP);
    }
  }

  @Test
  void aReaderNeedsNoRightToWrite() throws InterruptedException {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    try (ResilientNeo4jDriver driver =
        ResilientNeo4jDriver.open(TestDriver.settings(), Access.READ, meters)) {
      assertThat(driver.awaitAvailable(LIMIT)).isTrue();
      assertThat(driver.read(number("RETURN 7"))).isEqualTo(7);
      assertThat(
              meters
                  .get("neo4j.transactions")
                  .tags("access", "read", "outcome", "success")
                  .timer()
                  .count())
          .isEqualTo(1);
      assertThat(meters.get("neo4j.available").gauge().value()).isEqualTo(1);
    }
  }

  @Test
  void anInterruptedCallerLeavesAtOnceAndNothingIsCommitted() throws Exception {
    try (ResilientNeo4jDriver driver = TestDriver.available(TestDriver.settings())) {
      CountDownLatch running = new CountDownLatch(1);
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread caller =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  driver.write(t -> {
                    t.run("CREATE (:Interrupted)").consume();
                    running.countDown();
                    return t.run(
                            "UNWIND range(1, 1000000) AS a UNWIND range(1, 100000) AS b"
                                + " RETURN sum(a * b)")
                        .single();
                  });
                } catch (InterruptedException e) {
                  interrupted.set(true);
                }
              });
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();
      caller.join(5_000);
      assertThat(interrupted).isTrue();
      assertThat(driver.read(number("MATCH (n:Interrupted) RETURN count(n)"))).isZero();
    }
  }

  @Test
  void closesTwiceAndLeavesNoThread() throws InterruptedException {
    ResilientNeo4jDriver driver = TestDriver.available(TestDriver.settings());
    driver.write(number("RETURN 1"));
    driver.close();
    driver.close();
    assertThatThrownBy(() -> driver.write(number("RETURN 1"))).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(driver::awaitAvailable).isInstanceOf(RuntimeException.class);
    assertThat(driverThreadsAreGone()).isTrue();
  }

  private static boolean driverThreadsAreGone() throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      if (Thread.getAllStackTraces().keySet().stream()
          .noneMatch(thread -> thread.getName().startsWith("Neo4jDriverIO"))) {
        return true;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return false;
  }
}
