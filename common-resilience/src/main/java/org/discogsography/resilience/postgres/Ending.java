package org.discogsography.resilience.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** How a transaction ends. */
@FunctionalInterface
interface Ending {
  void apply(Connection connection) throws SQLException;
}
