package org.discogsography.resilience.neo4j;

import org.neo4j.driver.SimpleQueryRunner;

/** Statements of one transaction, which may run several times. Results are read inside. */
@FunctionalInterface
public interface Neo4jWork<T> {
  /**
   * Runs the statements; an exception rolls them back.
   *
   * @param transaction valid until this returns
   */
  T run(SimpleQueryRunner transaction);
}
