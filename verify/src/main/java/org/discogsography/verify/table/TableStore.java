package org.discogsography.verify.table;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.record.DumpRecord;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.discogsography.verify.store.Span;
import org.discogsography.verify.store.Store;

/** The tables. The server computes the digests; a table that is missing is empty. Thread-safe. */
public final class TableStore implements Store {
  /** 32,768 ids: some 100 MB of the largest records. */
  private static final int BUCKETS_A_QUERY = 8;

  private static final int FETCH_SIZE = 1_000;

  private final ResilientPostgresPool pool;

  public TableStore(ResilientPostgresPool pool) {
    this.pool = pool;
  }

  @Override
  public SinkName sink() {
    return SinkName.TABLEINATOR;
  }

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public Set<Part> parts() {
    return EnumSet.of(Part.RECORDS, Part.NEWER, Part.HASH_HIGH, Part.HASH_LOW, Part.BODY);
  }

  @Override
  public Digests scan(EntityType type, int buckets, int dump) throws InterruptedException {
    Digests digests = new Digests();
    if (missing(type)) {
      return digests;
    }
    for (int first = 0; first < buckets; first += BUCKETS_A_QUERY) {
      Span span = Span.ofBuckets(first, Math.min(BUCKETS_A_QUERY, buckets - first));
      for (Row row : pool.transaction(connection -> scan(connection, type, span, dump))) {
        row.addTo(digests);
      }
    }
    return digests;
  }

  @Override
  public void look(
      EntityType type, int dump, List<DumpRecord> records, Consumer<Difference> differences)
      throws InterruptedException {
    Map<Long, Found> found = new HashMap<>();
    if (!missing(type)) {
      found.putAll(pool.transaction(connection -> find(connection, type, records)));
    }
    for (DumpRecord record : records) {
      Found row = found.get(record.id());
      if (row == null) {
        differences.accept(new Difference(Kind.MISSING, record.id(), null, "no row"));
      } else {
        row.compare(record, dump, differences);
      }
    }
  }

  @Override
  public void surplus(
      EntityType type, int dump, Span span, Expected expected, Consumer<Difference> differences)
      throws InterruptedException {
    if (missing(type)) {
      return;
    }
    boolean ignored =
        pool.transaction(connection -> {
          try (PreparedStatement statement = connection.prepareStatement(TableSql.ids(type))) {
            statement.setFetchSize(FETCH_SIZE);
            statement.setLong(1, span.from());
            statement.setLong(2, span.to());
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                if (!expected.mayBeThere(row.getLong(1))) {
                  differences.accept(
                      new Difference(
                          row.getInt(2) > dump ? Kind.NEWER : Kind.EXTRA,
                          row.getLong(1),
                          new Version(row.getInt(2), row.getLong(3)),
                          "a row of version %d/%d".formatted(row.getInt(2), row.getLong(3))));
                }
              }
            }
            return true;
          }
        });
  }

  private boolean missing(EntityType type) throws InterruptedException {
    return pool.transaction(connection -> {
      try (PreparedStatement statement =
          connection.prepareStatement("select to_regclass(?) is null")) {
        statement.setString(1, type.plural());
        try (ResultSet result = statement.executeQuery()) {
          return result.next() && result.getBoolean(1);
        }
      }
    });
  }

  private static List<Row> scan(Connection connection, EntityType type, Span span, int dump)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TableSql.digests(type))) {
      statement.setInt(1, dump);
      statement.setInt(2, dump);
      statement.setLong(3, span.from());
      statement.setLong(4, span.to());
      List<Row> rows = new java.util.ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(Row.of(result));
        }
      }
      return rows;
    }
  }

  private static Map<Long, Found> find(
      Connection connection, EntityType type, List<DumpRecord> records) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(TableSql.records(type))) {
      Long[] ids = records.stream().map(DumpRecord::id).toArray(Long[]::new);
      byte[][] bodies = records.stream().map(DumpRecord::body).toArray(byte[][]::new);
      statement.setArray(1, connection.createArrayOf("int8", ids));
      statement.setArray(2, connection.createArrayOf("bytea", bodies));
      Map<Long, Found> found = new HashMap<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.put(
              row.getLong(1),
              new Found(
                  row.getBytes(2),
                  new Version(row.getInt(3), row.getLong(4)),
                  row.getBoolean(5) ? Body.EQUAL : Body.DIFFERENT));
        }
      }
      return found;
    }
  }
}
