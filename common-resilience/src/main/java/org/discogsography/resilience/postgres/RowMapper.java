package org.discogsography.resilience.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of a row. Where answers are cached it must depend on nothing else. */
@FunctionalInterface
public interface RowMapper<T> {
  /**
   * Makes it.
   *
   * @param row the current row; not to be moved
   */
  T map(ResultSet row) throws SQLException;
}
