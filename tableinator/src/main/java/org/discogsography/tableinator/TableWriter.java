package org.discogsography.tableinator;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.discogsography.messages.EntityType;

/** Everything that one batch does, inside a transaction that somebody else begins and ends. */
final class TableWriter {
  private final EntityType type;
  private final UpsertStatement upsert;
  private final UpsertStatement forcedUpsert;
  private final DeleteStatement delete;

  TableWriter(EntityType type) {
    this.type = type;
    this.upsert = UpsertStatement.usual(type);
    this.forcedUpsert = UpsertStatement.forced(type);
    this.delete = new DeleteStatement(type);
  }

  /** Returns the number of rows that it wrote or removed. */
  int write(Connection connection, Batch batch) throws SQLException {
    // A statement of its own: the snapshot of the next one must be taken when the lock is held.
    lock(connection, batch.deletes().isEmpty() ? Locks.shared(type) : Locks.exclusive(type));
    return upsert.execute(connection, batch.upserts())
        + forcedUpsert.execute(connection, batch.forced())
        + delete.execute(connection, batch.deletes());
  }

  private static void lock(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean ignored = statement.execute(sql);
    }
  }
}
