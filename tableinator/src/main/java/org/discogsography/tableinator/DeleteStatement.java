package org.discogsography.tableinator;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage.Delete;

/**
 * Removes any number of records of one type that are not of a higher version, and leaves a
 * tombstone for each, so that an older message that comes late does not bring the record back.
 */
final class DeleteStatement {
  private final String sql;

  DeleteStatement(EntityType type) {
    this.sql =
        """
        with gone as (
          select * from unnest(?::bigint[], ?::integer[], ?::bigint[]) as g (id, dump, run)),
        marked as (
          insert into tombstones as d (type, id, dump, run)
          select '%1$s', id, dump, run from gone order by id
          on conflict (type, id) do update set dump = excluded.dump, run = excluded.run
          where (d.dump, d.run) < (excluded.dump, excluded.run))
        delete from %1$s t using gone g
        where t.id = g.id and (t.dump, t.run) <= (g.dump, g.run)
        """
            .formatted(type.plural());
  }

  /** Returns the number of rows that it removed. */
  int execute(Connection connection, List<Delete> deletes) throws SQLException {
    if (deletes.isEmpty()) {
      return 0;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      UpsertStatement.setArray(
          statement, 1, "int8", deletes.stream().map(Delete::id).toArray(Long[]::new));
      UpsertStatement.setArray(
          statement,
          2,
          "int4",
          deletes.stream().map(delete -> delete.version().dump()).toArray(Integer[]::new));
      UpsertStatement.setArray(
          statement,
          3,
          "int8",
          deletes.stream().map(delete -> delete.version().run()).toArray(Long[]::new));
      return statement.executeUpdate();
    }
  }
}
