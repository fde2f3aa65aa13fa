package org.discogsography.verify.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class GraphRecordTest {
  @Test
  void aReleaseOwnsDistinctRelationshipsAndLeavesOutIdZero() {
    GraphRecord node =
        read(
            EntityType.RELEASES,
            """
            {"id":7,"artists":[{"id":26},{"id":26},{"name":"no id"}],"title":"T",
             "labels":[{"id":31,"catno":"A"},{"id":31,"catno":"B"}],"genres":["Rock"],
             "styles":["Punk"],"formats":[{"name":"CD"},{"name":"CD"},{"qty":"1"}],
             "released":"1999-03-00","master_id":3,"country":"Sweden"}\
            """);
    assertThat(node.links())
        .containsExactlyInAnyOrder(
            new Link("BY", "Artist", 26L),
            new Link("ON", "Label", 31L),
            new Link("IS", "Genre", "Rock"),
            new Link("IS", "Style", "Punk"),
            new Link("DERIVED_FROM", "Master", 3L));
    assertThat(node.properties())
        .containsOnly(
            entry("title", "T"),
            entry("country", "Sweden"),
            entry("released", "1999-03-00"),
            entry("year", 1999L),
            entry("formats", List.of("CD")));
  }

  @Test
  void membershipComesFromGroups() {
    GraphRecord node =
        read(
            EntityType.ARTISTS,
            """
            {"id":1,"name":"N","realname":"R","members":[{"id":9}],"groups":[{"id":2}],
             "aliases":[{"id":3}]}\
            """);
    assertThat(node.links())
        .containsExactly(new Link("MEMBER_OF", "Artist", 2L), new Link("ALIAS_OF", "Artist", 3L));
    assertThat(node.properties()).containsOnly(entry("name", "N"), entry("real_name", "R"));
  }

  private static GraphRecord read(EntityType type, String json) {
    return GraphRecord.of(type, JsonMapper.shared().readTree(json));
  }
}
