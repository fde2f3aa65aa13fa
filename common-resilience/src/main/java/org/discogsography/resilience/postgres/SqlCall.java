package org.discogsography.resilience.postgres;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** One use of a connection. */
@FunctionalInterface
interface SqlCall<T extends @Nullable Object> {
  T run() throws SQLException;
}
