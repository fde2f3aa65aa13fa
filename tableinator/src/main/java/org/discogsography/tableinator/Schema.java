package org.discogsography.tableinator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.ResendRequests;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.ResilientPostgresPool;

/**
 * Creates what is missing of the tables and indexes: once, and again after a statement found
 * something missing. Before a table is created, everything that belongs into it is asked for again:
 * what was in it before would not be sent a second time. Several services may do so at once.
 * Thread-safe.
 */
final class Schema {
  private static final String LOCK = "select pg_advisory_xact_lock(" + Locks.SCHEMA + ")";

  /** Indexes of a table that is already full take their time. */
  private static final String NO_LIMIT = "set local statement_timeout = 0";

  private final ResilientPostgresPool pool;
  private final ResendRequests requests;
  private final ReentrantLock creating = new ReentrantLock();
  private volatile boolean complete;

  Schema(ResilientPostgresPool pool, ResendRequests requests) {
    this.pool = pool;
    this.requests = requests;
  }

  /** Returns at once where nothing was found missing since the last time. */
  void ensure() throws InterruptedException {
    if (complete) {
      return;
    }
    creating.lockInterruptibly();
    try {
      if (!complete) {
        Set<EntityType> missing = pool.transaction(Schema::missing);
        if (!missing.isEmpty()) {
          requests.askFor(missing);
        }
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

  private static Set<EntityType> missing(Connection connection) throws SQLException {
    Set<EntityType> missing = EnumSet.noneOf(EntityType.class);
    try (PreparedStatement statement =
        connection.prepareStatement("select to_regclass(?) is null")) {
      for (EntityType type : EntityType.values()) {
        statement.setString(1, type.plural());
        try (ResultSet result = statement.executeQuery()) {
          if (result.next() && result.getBoolean(1)) {
            missing.add(type);
          }
        }
      }
    }
    return missing;
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
