package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is done in one transaction. May be done again after it failed, so it must not change
 * anything but the database.
 */
@FunctionalInterface
public interface SqlWork<T extends @Nullable Object> {
  /**
   * Does it.
   *
   * @param connection inside a transaction that the pool begins, commits and rolls back
   */
  T apply(Connection connection) throws SQLException;
}
