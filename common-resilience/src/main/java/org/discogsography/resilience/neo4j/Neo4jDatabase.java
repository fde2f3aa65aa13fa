package org.discogsography.resilience.neo4j;

import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.policy.CallRejectedException;
import org.discogsography.resilience.resource.ResourceMonitor;

/**
 * A Neo4j for callers with a user behind them: while the server is away they are turned away at
 * once, and what may succeed a moment later is tried again here and nowhere else (the driver's own
 * retries are off). Thread-safe.
 */
public final class Neo4jDatabase {
  private final ResilientNeo4jDriver driver;
  private final ResourceMonitor monitor;

  Neo4jDatabase(ResilientNeo4jDriver driver, ResourceMonitor monitor) {
    this.driver = driver;
    this.monitor = monitor;
  }

  /**
   * Runs the work in one transaction that may not write; the work may run several times.
   *
   * @throws CallRejectedException if the breaker is open
   * @throws StoreException what the last attempt ended with
   */
  public <T> T read(Neo4jWork<T> work) throws InterruptedException {
    return monitor.call("read", () -> driver.attempt(Access.READ, work));
  }

  /**
   * Runs the work in one transaction and commits; the work may run several times, but is committed
   * once at most.
   *
   * @throws CallRejectedException if the breaker is open
   * @throws CommitUnknownException if the answer to the commit was lost
   * @throws StoreException what the last attempt ended with
   */
  public <T> T write(Neo4jWork<T> work) throws InterruptedException {
    return monitor.call("write", () -> driver.attempt(Access.WRITE, work));
  }
}
