package org.discogsography.graphinator;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.graphinator.GraphChange.Put;
import org.discogsography.graphinator.GraphChange.Remove;
import org.neo4j.driver.Record;
import org.neo4j.driver.SimpleQueryRunner;

/**
 * The statements for one kind of record, in three steps: claim (lock, compare versions, answer
 * which records change), clear (the old relationships of those that had any), fill (properties and
 * relationships). A first load never clears, and looks for no relationship before it creates one.
 * Stateless.
 */
final class GraphWriter {
  /** Reading does not lock: without the write to n.lock two writers could both see the old one. */
  private static final String LOCKED =
      """
      UNWIND $rows AS row
      MERGE (n:%s {id: row.id})
      SET n.lock = 1
      REMOVE n.lock
      WITH n, row, n.sha256 AS before
      """;

  private static final String NEWER =
      "coalesce(n.dump, 0) < row.dump OR n.dump = row.dump AND n.run < row.run";

  private static final String CLAIM =
      LOCKED
          + "WHERE "
          + NEWER
          + " OR row.force AND n.dump = row.dump AND n.run = row.run\n"
          + """
          SET n.dump = row.dump, n.run = row.run
          WITH row, before
          WHERE before IS NULL OR before <> row.sha256 OR row.force
          RETURN row.id AS id, before IS NOT NULL AS cleared
          """;

  private static final String REMOVE =
      LOCKED
          + "WHERE "
          + NEWER
          + """

          SET n = {id: row.id, dump: row.dump, run: row.run}
          WITH row, before
          WHERE before IS NOT NULL
          RETURN row.id AS id, true AS cleared
          """;

  private final String claim;
  private final String remove;
  private final String clear;
  private final String fill;

  GraphWriter(NodeKind kind) {
    this.claim = CLAIM.formatted(kind.label());
    this.remove = REMOVE.formatted(kind.label());
    this.clear =
        """
        UNWIND $ids AS id
        MATCH (:%s {id: id})-[r]->()
        DELETE r
        """
            .formatted(kind.label());
    this.fill =
        """
        UNWIND $rows AS row
        MATCH (n:%s {id: row.id})
        SET n = row.properties, n.updated_at = datetime()
        WITH n, row
        """
                .formatted(kind.label())
            + kind.relations().stream().map(Relation::fill).collect(joining());
  }

  /** Writes what is newer than the graph, and says how many nodes got or lost data. */
  int write(SimpleQueryRunner transaction, Batch batch) {
    return remove(transaction, batch.removes()) + put(transaction, batch.puts());
  }

  private int put(SimpleQueryRunner transaction, List<Put> puts) {
    Map<Long, Put> changing = new LinkedHashMap<>();
    List<Long> stale = new ArrayList<>();
    Map<Long, Put> byId = new HashMap<>();
    puts.forEach(put -> byId.put(put.id(), put));
    for (Record row : run(transaction, claim, puts.stream().map(GraphWriter::claimRow).toList())) {
      Put put = byId.get(row.get("id").asLong());
      if (put != null) {
        changing.put(put.id(), put);
        if (row.get("cleared").asBoolean()) {
          stale.add(put.id());
        }
      }
    }
    clear(transaction, stale);
    run(transaction, fill, changing.values().stream().map(GraphWriter::fillRow).toList());
    return changing.size();
  }

  private int remove(SimpleQueryRunner transaction, List<Remove> removes) {
    List<Long> removed =
        run(transaction, remove, removes.stream().map(GraphWriter::removeRow).toList()).stream()
            .map(row -> row.get("id").asLong())
            .toList();
    clear(transaction, removed);
    return removed.size();
  }

  private void clear(SimpleQueryRunner transaction, List<Long> ids) {
    if (!ids.isEmpty()) {
      transaction.run(clear, Map.of("ids", ids)).consume();
    }
  }

  private static List<Record> run(
      SimpleQueryRunner transaction, String statement, List<Map<String, Object>> rows) {
    return rows.isEmpty() ? List.of() : transaction.run(statement, Map.of("rows", rows)).list();
  }

  private static Map<String, Object> claimRow(Put put) {
    return Map.of(
        "id", put.id(),
        "dump", put.version().dump(),
        "run", put.version().run(),
        "force", put.force(),
        "sha256", put.sha256());
  }

  private static Map<String, Object> removeRow(Remove remove) {
    return Map.of(
        "id", remove.id(), "dump", remove.version().dump(), "run", remove.version().run());
  }

  private static Map<String, Object> fillRow(Put put) {
    Map<String, Object> properties = new HashMap<>(put.properties());
    properties.put("id", put.id());
    properties.put("sha256", put.sha256());
    properties.put("dump", put.version().dump());
    properties.put("run", put.version().run());
    Map<String, Object> row = new HashMap<>();
    row.put("id", put.id());
    row.put("properties", properties);
    put.targets().forEach((relation, targets) -> row.put(relation.field(), targets));
    return row;
  }
}
