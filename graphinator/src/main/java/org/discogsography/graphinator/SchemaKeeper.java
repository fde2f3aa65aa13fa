package org.discogsography.graphinator;

import java.time.Duration;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.neo4j.ResilientNeo4jDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after the schema whenever Neo4j has come back, also while there is nothing to write. */
final class SchemaKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SchemaKeeper.class);
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final ResilientNeo4jDriver driver;
  private final GraphSchema schema;
  private final Thread thread = Thread.ofVirtual().name("schema-keeper").unstarted(this::loop);

  private SchemaKeeper(ResilientNeo4jDriver driver, GraphSchema schema) {
    this.driver = driver;
    this.schema = schema;
  }

  static SchemaKeeper start(ResilientNeo4jDriver driver, GraphSchema schema) {
    SchemaKeeper keeper = new SchemaKeeper(driver, schema);
    keeper.thread.start();
    return keeper;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void loop() {
    long seen = 0;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        boolean arrived = driver.awaitArrival(seen, RETRY);
        long arrivals = driver.arrivals();
        if (arrived && driver.awaitAvailable(RETRY)) {
          if (ensured()) {
            seen = arrivals;
          } else {
            boolean another = driver.awaitArrival(arrivals, RETRY);
            LOG.debug("Trying again, with another server: {}", another);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IllegalStateException e) {
      LOG.debug("The driver was closed first", e);
    }
  }

  /** A failure shows in health, and every write says it again. */
  private boolean ensured() throws InterruptedException {
    try {
      schema.ensure();
      return true;
    } catch (StoreException e) {
      LOG.debug("The schema cannot be checked now", e);
      return false;
    }
  }
}
