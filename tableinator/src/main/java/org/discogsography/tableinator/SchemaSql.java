package org.discogsography.tableinator;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.messages.EntityType;

/**
 * The tables and their indexes. No index can refuse a record: nothing is cast, text is cut to a
 * length that fits into a b-tree, and GIN hashes what is long.
 */
final class SchemaSql {
  private SchemaSql() {}

  static List<String> tables() {
    List<String> statements = new ArrayList<>();
    for (EntityType type : EntityType.values()) {
      statements.add(table(type));
    }
    statements.add(
        """
        create table if not exists tombstones (
          type text not null,
          id bigint not null,
          dump integer not null,
          run bigint not null,
          primary key (type, id))\
        """);
    return statements;
  }

  static List<String> indexes() {
    return List.of(
        text("artists", "name"),
        text("labels", "name"),
        text("masters", "title"),
        text("masters", "year"),
        keys("masters", "genres"),
        keys("masters", "styles"),
        references("masters", "artists"),
        text("releases", "title"),
        text("releases", "released"),
        text("releases", "country"),
        text("releases", "master_id"),
        keys("releases", "genres"),
        keys("releases", "styles"),
        references("releases", "artists"),
        references("releases", "labels"));
  }

  /**
   * The check holds for every record that belongs under its id; one that does not is refused as
   * data, without anybody parsing it a second time.
   */
  private static String table(EntityType type) {
    return """
    create table if not exists %1$s (
      id bigint primary key,
      sha256 bytea not null,
      dump integer not null,
      run bigint not null,
      data jsonb not null
        constraint %1$s_data_has_the_id check (coalesce(data->>'id' = id::text, false)),
      updated_at timestamptz not null)\
    """
        .formatted(type.plural());
  }

  /** Equality, order and prefixes of {@code left(data->>'field', 200)}. */
  private static String text(String table, String field) {
    return "create index if not exists %1$s_%2$s on %1$s (left(data->>'%2$s', 200) text_pattern_ops)"
        .formatted(table, field);
  }

  /** {@code data->'field' ? 'key'}, and {@code ?|}, {@code ?&}, {@code @>}. */
  private static String keys(String table, String field) {
    return "create index if not exists %1$s_%2$s on %1$s using gin ((data->'%2$s'))"
        .formatted(table, field);
  }

  /** {@code data->'field' @> '[{"id": 194}]'}. */
  private static String references(String table, String field) {
    return "create index if not exists %1$s_%2$s on %1$s using gin ((data->'%2$s') jsonb_path_ops)"
        .formatted(table, field);
  }
}
