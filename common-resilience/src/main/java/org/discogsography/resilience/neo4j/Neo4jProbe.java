package org.discogsography.resilience.neo4j;

import java.time.Duration;
import org.discogsography.resilience.probe.Probe;
import org.neo4j.driver.Driver;
import org.neo4j.driver.Session;
import org.neo4j.driver.Transaction;
import org.neo4j.driver.TransactionConfig;

/**
 * Asks the server for a transaction on connections of its own. The write is rolled back: that it
 * was taken is enough, and nobody's graph gets a node of ours.
 */
final class Neo4jProbe implements Probe {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  /**
   * A server that starts accepts connections seconds before it answers; who hangs up meanwhile is
   * answered later than who stays. One that does not even accept ends the attempt by the driver's
   * own timeout.
   */
  private static final Duration DEADLINE_WHILE_AWAY = Duration.ofSeconds(10);

  private final Driver driver;
  private final Access access;
  private Duration deadline = DEADLINE;

  Neo4jProbe(Driver driver, Access access) {
    this.driver = driver;
    this.access = access;
  }

  @Override
  public void attempt() throws InterruptedException {
    Duration limit = deadline;
    deadline = DEADLINE_WHILE_AWAY;
    BoundedCall.run("neo4j-probe-call", limit, () -> ask(limit));
    deadline = DEADLINE;
  }

  @Override
  public void close() {
    driver.close();
  }

  private Object ask(Duration limit) {
    TransactionConfig config = TransactionConfig.builder().withTimeout(limit).build();
    try (Session session = driver.session(access.session());
        Transaction transaction = session.beginTransaction(config)) {
      return transaction.run(access.probe()).consume();
    }
  }
}
