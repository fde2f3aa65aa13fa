package org.discogsography.endtoend;

import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.discogsography.endtoend.Oracle.Edge;
import org.discogsography.endtoend.TableContents.Row;
import org.discogsography.messages.EntityType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is wrong in the stores after a fault, counted over both.
 *
 * @param lost records of the oracle that a store does not have
 * @param duplicated nodes and relationships that are there more than once
 * @param wrong records, nodes and relationships that are not as in the oracle
 * @param older records with the version of a dump before the one that last changed them
 * @param example one of what is wrong
 */
record Findings(long lost, long duplicated, long wrong, long older, String example) {
  static Findings of(Platform platform, DumpSeries.Dump dump) throws SQLException {
    Counter counter = new Counter();
    for (EntityType type : EntityType.values()) {
      Map<Long, Row> rows = platform.tables().rows(type);
      Map<Long, String> expected = dump.oracle().hashes(type);
      expected.forEach((id, hash) -> {
        Row row = rows.get(id);
        if (row == null) {
          counter.lost("postgres " + type + " " + id);
        } else if (!row.sha256().equals(hash)
            || !row.data().equals(reparsed(dump.oracle().records().get(type).get(id)))) {
          counter.wrong("postgres " + type + " " + id);
        }
      });
      counter.superfluous("postgres " + type, rows.keySet(), expected.keySet());
      compareNodes(counter, type, platform.graph().hashes(type), expected);
      Map<Long, Integer> since = dump.since().get(type);
      counter.versions("postgres " + type, platform.tables().dumps(type), since, dump.date());
      counter.versions("neo4j " + type, platform.graph().dumps(type), since, dump.date());
    }
    compareGraph(counter, platform.graph(), dump.oracle());
    return new Findings(
        counter.lost,
        counter.duplicated,
        counter.wrong,
        counter.older,
        Objects.toString(counter.example));
  }

  boolean none() {
    return lost == 0 && duplicated == 0 && wrong == 0 && older == 0;
  }

  private static void compareNodes(
      Counter counter, EntityType type, Map<Long, String> nodes, Map<Long, String> expected) {
    expected.forEach((id, hash) -> {
      String found = nodes.get(id);
      if (found == null) {
        counter.lost("neo4j " + type + " " + id);
      } else if (!found.equals(hash)) {
        counter.wrong("neo4j " + type + " " + id);
      }
    });
    counter.superfluous("neo4j " + type, nodes.keySet(), expected.keySet());
  }

  /** Stubs that only an older dump led to stay behind, without relationships. */
  private static void compareGraph(Counter counter, GraphContents graph, Oracle oracle) {
    Set<Edge> edges = graph.edges();
    Set<Edge> expected = oracle.edges();
    Set<Edge> missing = new TreeSet<>(expected);
    missing.removeAll(edges);
    missing.forEach(edge -> counter.wrong("missing " + edge));
    counter.superfluous("neo4j relationship", edges, expected);
    counter.duplicated += graph.relationships() - edges.size();
    counter.duplicated += graph.nodeCount() - graph.nodes().size();
  }

  private static JsonNode reparsed(JsonNode node) {
    return JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsBytes(node));
  }

  private static final class Counter {
    private long lost;
    private long duplicated;
    private long wrong;
    private long older;
    private String example = "";

    void lost(String what) {
      lost++;
      example = "lost: " + what;
    }

    void wrong(String what) {
      wrong++;
      example = "wrong: " + what;
    }

    /** Each version is that of the dump that changed the record, or of a later one up to this. */
    void versions(String where, Map<Long, Integer> found, Map<Long, Integer> since, int newest) {
      found.forEach((id, dump) -> {
        if (dump > newest) {
          wrong(where + " " + id + " is of dump " + dump);
        } else if (dump < since.getOrDefault(id, 0)) {
          older++;
          example = "older: " + where + " " + id + " is of dump " + dump;
        }
      });
    }

    <T> void superfluous(String where, Set<T> found, Set<T> expected) {
      for (T each : found) {
        if (!expected.contains(each)) {
          wrong(where + " " + each + " should not be there");
        }
      }
    }
  }
}
