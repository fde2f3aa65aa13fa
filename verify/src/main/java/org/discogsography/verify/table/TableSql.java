package org.discogsography.verify.table;

import org.discogsography.messages.EntityType;

/** The statements. The sums are those of {@link org.discogsography.verify.digest.Mix}. */
final class TableSql {
  private static final String HALF = "('x' || substr(%s, %d, 8))::bit(32)::bigint";

  private TableSql() {}

  /** Parameters: the dump's date, twice; from, to. */
  static String digests(EntityType type) {
    return """
    select bucket, count(*), count(*) filter (where dump > ?),
      coalesce(max(run) filter (where dump = ?), 0),
      sum(%1$s * weight)::bigint, sum(%2$s * weight)::bigint, sum(%3$s * weight)::bigint
    from (
      select id >> 12 as bucket, (id & 4095) + 1 as weight, dump, run,
        md5(sha256) as hash, md5(data::text) as body
      from %4$s where id >= ? and id < ?) as r
    group by bucket
    """
        .formatted(
            HALF.formatted("hash", 1),
            HALF.formatted("hash", 9),
            HALF.formatted("body", 1),
            type.plural());
  }

  /** Parameters: ids, bodies as bytes. */
  static String records(EntityType type) {
    return """
    select t.id, t.sha256, t.dump, t.run, t.data = convert_from(i.body, 'UTF8')::jsonb
    from unnest(?::bigint[], ?::bytea[]) as i (id, body) join %s t on t.id = i.id
    """
        .formatted(type.plural());
  }

  /** Parameters: from, to. */
  static String ids(EntityType type) {
    return "select id, dump, run from %s where id >= ? and id < ?".formatted(type.plural());
  }
}
