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

  private final Driver driver;
  private final Access access;

  Neo4jProbe(Driver driver, Access access) {
    this.driver = driver;
    this.access = access;
  }

  @Override
  public void attempt() throws InterruptedException {
    BoundedCall.run("neo4j-probe-call", DEADLINE, this::ask);
  }

  @Override
  public void close() {
    driver.close();
  }

  private Object ask() {
    TransactionConfig config = TransactionConfig.builder().withTimeout(DEADLINE).build();
    try (Session session = driver.session(access.session());
        Transaction transaction = session.beginTransaction(config)) {
      return transaction.run(access.probe()).consume();
    }
  }
}
