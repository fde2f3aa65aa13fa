package org.discogsography.tableinator;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.ReentrantLock;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.ResilientPostgresPool;

/**
 * Creates what is missing of the tables and indexes: once, and again after a statement found
 * something missing. Several services may do so at once. Thread-safe.
 */
final class Schema {
  private static final String LOCK = "select pg_advisory_xact_lock(" + Locks.SCHEMA + ")";

  /** Indexes of a table that is already full take their time. */
  private static final String NO_LIMIT = "set local statement_timeout = 0";

  private final ResilientPostgresPool pool;
  private final ReentrantLock creating = new ReentrantLock();
  private volatile boolean complete;

  Schema(ResilientPostgresPool pool) {
    this.pool = pool;
  }

  /** Returns at once where nothing was found missing since the last time. */
  void ensure() throws InterruptedException {
    if (complete) {
      return;
    }
    creating.lockInterruptibly();
    try {
      if (!complete) {
        pool.transaction(Schema::create);
        complete = true;
      }
    } finally {
      creating.unlock();
    }
  }

  /** Looks at the failure of a statement on these tables. */
  void failed(StoreException failure) {
    if (failure.code().startsWith("42") || failure.code().startsWith("3F")) {
      complete = false;
    }
  }

  private static Void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      execute(statement, NO_LIMIT);
      execute(statement, LOCK);
      for (String table : SchemaSql.tables()) {
        execute(statement, table);
      }
      for (String index : SchemaSql.indexes()) {
        execute(statement, index);
      }
      return null;
    }
  }

  private static void execute(Statement statement, String sql) throws SQLException {
    boolean ignored = statement.execute(sql);
  }
}
