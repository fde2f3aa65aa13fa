package org.discogsography.resilience.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Is there when a statement runs: lets it through, or not, and sees how it ends. */
interface StatementWatch {
  <T extends @Nullable Object> T run(String sql, SqlCall<T> call) throws SQLException;

  /** A transaction could not be ended; that is never turned away. */
  default void endFailed(SQLException failure) {}
}
