package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.resilience.neo4j.TestDriver.number;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceSnapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations API sees of a driver, and may do with it. */
@Timeout(120)
class Neo4jResourceIT {
  private static ResilientNeo4jDriver driver;
  private static ManagedResource resource;

  @BeforeAll
  static void open() throws InterruptedException {
    driver = TestDriver.available(TestDriver.settings());
    resource = driver.resource();
  }

  @AfterAll
  static void close() {
    driver.close();
  }

  @Test
  void aTestWithoutAQueryConnectsAnew() throws InterruptedException {
    ConnectionTest test = resource.test(null);

    assertThat(test.healthy()).as(test.detail()).isTrue();
    assertThat(test.rows()).isEmpty();
  }

  @Test
  void aTestQueryReturnsItsRows() throws InterruptedException {
    ConnectionTest test = resource.test("UNWIND [1, 2] AS n RETURN n, 'text' AS t, null AS none");

    assertThat(test.healthy()).as(test.detail()).isTrue();
    assertThat(test.rows()).hasSize(2);
    assertThat(test.rows().getFirst()).containsEntry("n", 1L).containsEntry("t", "text");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CREATE (n:Planted) RETURN n",
        "MERGE (n:Planted) RETURN n",
        "MATCH (n) SET n:Planted",
        "CALL { CREATE (n:Planted) RETURN n } RETURN n",
        "RETURN 1 AS x UNION CREATE (n:Planted) RETURN 1 AS x",
        "CREATE INDEX planted FOR (n:Planted) ON (n.id)",
        "CREATE USER planted SET PASSWORD 'planted-planted'",
        "CALL db.createLabel('Planted')",
        "CALL dbms.setConfigValue('db.transaction.timeout', '1s')",
        "LOAD CSV FROM 'file:///etc/passwd' AS line RETURN line",
        "TERMINATE TRANSACTION 'neo4j-transaction-1'",
        "RETURN 1; CREATE (n:Planted)",
        "nonsense",
        "",
      })
  void aTestQueryThatDoesMoreThanReadIsRefused(String cypher) throws InterruptedException {
    ConnectionTest test = resource.test(cypher);

    assertThat(test.healthy()).as(cypher).isFalse();
    assertThat(test.rows()).isEmpty();
    assertThat(driver.read(number("MATCH (n:Planted) RETURN count(n)"))).isZero();
  }

  @Test
  void aTestQueryReturnsNoMoreThanItsLimit() throws InterruptedException {
    ConnectionTest test =
        resource.test(
            "UNWIND range(1, 1000000) AS n RETURN n, reduce(s = '', x IN range(1, 3000) | s + 'x')"
                + " AS long");

    assertThat(test.healthy()).as(test.detail()).isTrue();
    assertThat(test.rows()).hasSize(100);
    assertThat(String.valueOf(test.rows().getFirst().get("long")).length()).isLessThan(2_100);
  }

  @Test
  void aTestQueryEndsAtItsTimeLimit() throws InterruptedException {
    ConnectionTest test =
        resource.test(
            "UNWIND range(1, 1000000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b)");

    assertThat(test.healthy()).isFalse();
    assertThat(test.took()).isLessThan(Duration.ofSeconds(12));
  }

  @Test
  void callsAreCountedAndTheSnapshotComesFromMemory() throws InterruptedException {
    long before = resource.snapshot().calls().attempts();
    driver.write(number("RETURN 1"));
    driver.database().read(number("RETURN 1"));

    ResourceSnapshot snapshot = resource.snapshot();
    assertThat(snapshot.name()).isEqualTo("neo4j");
    assertThat(snapshot.available()).isTrue();
    assertThat(snapshot.calls().attempts()).isEqualTo(before + 2);
  }

  @Test
  void guardedCallsDoNotRepeatWhatTheCallerGotWrong() {
    AtomicInteger runs = new AtomicInteger();

    assertThatThrownBy(() ->
            driver
                .database()
                .write(t -> {
                  runs.incrementAndGet();
                  return t.run("RETURN toInteger(1) / 0").consume();
                }))
        .isInstanceOf(StoreException.class);

    assertThat(runs).hasValue(1);
  }
}
