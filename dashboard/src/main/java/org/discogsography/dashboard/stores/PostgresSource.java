package org.discogsography.dashboard.stores;

import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.messages.EntityType;
import org.discogsography.resilience.postgres.PostgresDatabase;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.probe.Availability;

/** Reads PostgreSQL's own statistics: estimates, so that no table is scanned for a page. */
public final class PostgresSource implements StoreSource {
  private static final String PING = "select 1";
  private static final String ROWS =
      """
      select c.relname, greatest(c.reltuples::bigint, coalesce(s.n_live_tup, 0))
      from pg_class c left join pg_stat_user_tables s on s.relid = c.oid
      where c.relkind = 'r' and pg_table_is_visible(c.oid)
        and c.relname in ('artists', 'labels', 'masters', 'releases')
      """;
  private static final String SERVER =
      """
      select pg_database_size(current_database()),
        (select count(*) from pg_stat_activity where backend_type = 'client backend'),
        current_setting('max_connections')::bigint
      """;

  private final ResilientPostgresPool pool;
  private final PostgresDatabase database;

  public PostgresSource(ResilientPostgresPool pool) {
    this.pool = pool;
    this.database = pool.database();
  }

  @Override
  public String name() {
    return "postgres";
  }

  @Override
  public Availability availability() {
    return pool.availability();
  }

  @Override
  public void ping() throws InterruptedException {
    database.query(PING, row -> row.getInt(1));
  }

  @Override
  public StoreFigures figures() throws InterruptedException {
    Map<String, Long> found = new LinkedHashMap<>();
    database
        .query(ROWS, row -> Map.entry(row.getString(1), row.getLong(2)))
        .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    Map<String, Long> counts = new LinkedHashMap<>();
    for (EntityType type : EntityType.values()) {
      Long rows = found.get(type.plural());
      if (rows != null) {
        counts.put(type.plural(), rows);
      }
    }
    return database
        .query(SERVER, row -> new long[] {row.getLong(1), row.getLong(2), row.getLong(3)})
        .stream()
        .map(row ->
            new StoreFigures(counts, StoreFigures.Estimate.ESTIMATED, row[0], row[1], row[2]))
        .findFirst()
        .orElseThrow();
  }
}
