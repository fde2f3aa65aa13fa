package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.discogsography.endtoend.TableContents.Row;
import org.discogsography.messages.EntityType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Both stores against the oracle: every id, hash, JSON body, node and relationship. */
final class StoresAssert {
  private StoresAssert() {}

  static void assertTablesEqual(TableContents tables, Oracle oracle) throws SQLException {
    for (EntityType type : EntityType.values()) {
      Map<Long, Row> rows = tables.rows(type);
      Map<Long, String> hashes = new TreeMap<>();
      rows.forEach((id, row) -> hashes.put(id, row.sha256()));
      assertThat(rows.keySet())
          .as("ids of %s", type)
          .isEqualTo(oracle.records().get(type).keySet());
      oracle
          .records()
          .get(type)
          .forEach((id, record) ->
              assertThat(rows.get(id).data()).as("%s %d", type, id).isEqualTo(reparsed(record)));
      assertThat(hashes).as("hashes of %s", type).isEqualTo(oracle.hashes(type));
    }
  }

  static void assertGraphEquals(GraphContents graph, Oracle oracle) {
    for (EntityType type : EntityType.values()) {
      assertThat(graph.hashes(type)).as("hashes of %s", type).isEqualTo(oracle.hashes(type));
    }
    assertThat(graph.nodes()).as("nodes").isEqualTo(oracle.nodes());
    assertThat(graph.edges()).as("relationships").isEqualTo(oracle.edges());
    assertThat(graph.relationships()).as("relationship count").isEqualTo(oracle.edges().size());
  }

  /** Numbers compare by their width too, so both sides have to come from a parser. */
  private static JsonNode reparsed(JsonNode node) {
    return JsonMapper.shared().readTree(JsonMapper.shared().writeValueAsBytes(node));
  }
}
