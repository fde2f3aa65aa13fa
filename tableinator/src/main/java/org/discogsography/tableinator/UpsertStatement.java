package org.discogsography.tableinator;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage.Upsert;

/**
 * Writes any number of records of one type in one statement. A row gives way to a higher version
 * only; if the hash is the same, just the version rises. Ids with a tombstone that is not lower
 * stay out. The bodies travel as bytes, and only PostgreSQL parses them.
 */
final class UpsertStatement {
  private static final String UNLESS_SAME =
      """
      data = case when t.sha256 = excluded.sha256 then t.data else excluded.data end,
      updated_at = case when t.sha256 = excluded.sha256 then t.updated_at else excluded.updated_at end
      where (t.dump, t.run) < (excluded.dump, excluded.run)
      """;

  private static final String FORCED =
      """
      data = excluded.data, updated_at = excluded.updated_at
      where (t.dump, t.run) <= (excluded.dump, excluded.run)
      """;

  private final String sql;

  private UpsertStatement(String sql) {
    this.sql = sql;
  }

  static UpsertStatement usual(EntityType type) {
    return new UpsertStatement(sql(type, UNLESS_SAME));
  }

  /** Also writes over an equal version, and whatever the hash: to mend a row. */
  static UpsertStatement forced(EntityType type) {
    return new UpsertStatement(sql(type, FORCED));
  }

  /** Returns the number of rows whose data it wrote; those whose version just rose do not count. */
  int execute(Connection connection, List<Upsert> upserts) throws SQLException {
    if (upserts.isEmpty()) {
      return 0;
    }
    Object[][] columns = columns(upserts);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      setArray(statement, 1, "int8", columns[0]);
      setArray(statement, 2, "bytea", columns[1]);
      setArray(statement, 3, "int4", columns[2]);
      setArray(statement, 4, "int8", columns[3]);
      setArray(statement, 5, "bytea", columns[4]);
      try (ResultSet result = statement.executeQuery()) {
        boolean ignored = result.next();
        return result.getInt(1);
      }
    }
  }

  private static String sql(EntityType type, String resolution) {
    return """
    with written as (
      insert into %1$s as t (id, sha256, dump, run, data, updated_at)
      select i.id, i.sha256, i.dump, i.run, convert_from(i.body, 'UTF8')::jsonb, now()
      from unnest(?::bigint[], ?::bytea[], ?::integer[], ?::bigint[], ?::bytea[])
        as i (id, sha256, dump, run, body)
      where not exists (
        select from tombstones d
        where d.type = '%1$s' and d.id = i.id and (d.dump, d.run) >= (i.dump, i.run))
      order by i.id
      on conflict (id) do update
      set sha256 = excluded.sha256, dump = excluded.dump, run = excluded.run, %2$s
      returning t.updated_at = now() as changed)
    select count(*) from written where changed
    """
        .formatted(type.plural(), resolution);
  }

  private static Object[][] columns(List<Upsert> upserts) {
    return new Object[][] {
      upserts.stream().map(Upsert::id).toArray(Long[]::new),
      upserts.stream().map(Upsert::sha256).toArray(byte[][]::new),
      upserts.stream().map(upsert -> upsert.version().dump()).toArray(Integer[]::new),
      upserts.stream().map(upsert -> upsert.version().run()).toArray(Long[]::new),
      upserts.stream().map(Upsert::body).toArray(byte[][]::new)
    };
  }

  static void setArray(PreparedStatement statement, int index, String type, Object[] values)
      throws SQLException {
    Array array = statement.getConnection().createArrayOf(type, values);
    statement.setArray(index, array);
  }
}
