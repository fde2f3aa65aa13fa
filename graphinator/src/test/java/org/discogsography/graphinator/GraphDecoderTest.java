package org.discogsography.graphinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.discogsography.graphinator.GraphChange.Put;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.discogsography.resilience.worker.Decoded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphDecoderTest {
  private static final Version VERSION = new Version(20260501, 7);

  @Test
  void takesAnArtistsNamesGroupsAndAliases() {
    Put put =
        put(
            EntityType.ARTISTS,
            """
            {"id":1,"name":"The Persuader","realname":"Jesper","profile":"long","urls":["u"],\
            "aliases":[{"id":239,"name":"A"},{"id":3,"name":"B"},{"name":"unlinked"}],\
            "members":[{"id":9,"name":"M"}],"groups":[{"id":5,"name":"G"},{"id":0,"name":"Z"}]}\
            """);
    assertThat(put.properties()).isEqualTo(Map.of("name", "The Persuader", "real_name", "Jesper"));
    assertThat(put.targets())
        .isEqualTo(Map.of(Relation.ALIAS_OF, List.of(239L, 3L), Relation.MEMBER_OF, List.of(5L)));
  }

  @Test
  void takesALabelsParentAndNotItsSublabels() {
    Put put =
        put(
            EntityType.LABELS,
            """
            {"id":1,"name":"Planet E","parentLabel":{"id":7,"name":"P"},\
            "sublabels":[{"id":8,"name":"S"}]}\
            """);
    assertThat(put.targets()).isEqualTo(Map.of(Relation.SUBLABEL_OF, List.of(7L)));
  }

  @Test
  void takesAMastersMainArtistsAndCategories() {
    Put put =
        put(
            EntityType.MASTERS,
            """
            {"id":1,"main_release":116925,"artists":[{"id":3,"name":"X","join":"&"},{"id":3}],\
            "genres":["Electronic"],"styles":["Techno","House"],"year":2002,"title":"T",\
            "videos":[{"src":"s","duration":"1","embed":true}]}\
            """);
    assertThat(put.properties())
        .isEqualTo(Map.of("main_release", 116925L, "year", 2002L, "title", "T"));
    assertThat(put.targets())
        .isEqualTo(
            Map.of(
                Relation.BY, List.of(3L),
                Relation.IS_GENRE, List.of("Electronic"),
                Relation.IS_STYLE, List.of("Techno", "House")));
  }

  @Test
  void takesAReleasesLabelsMasterFormatsAndYearButNoExtraArtists() {
    Put put =
        put(
            EntityType.RELEASES,
            """
            {"id":1,"artists":[{"id":1,"name":"A"}],"title":"Stockholm",\
            "labels":[{"id":5,"name":"Svek","catno":"1"},{"id":5,"name":"Svek","catno":"2"}],\
            "extraartists":[{"id":239,"name":"E","role":"R"}],\
            "formats":[{"name":"Vinyl","qty":"2","descriptions":["LP"]},{"name":"Vinyl"}],\
            "genres":["Electronic"],"country":"Sweden","released":"1999-03-00","master_id":66,\
            "is_main_release":true,"tracklist":[{"title":"T","artists":[{"id":77}]}]}\
            """);
    assertThat(put.properties())
        .isEqualTo(
            Map.of(
                "title", "Stockholm",
                "formats", List.of("Vinyl"),
                "country", "Sweden",
                "released", "1999-03-00",
                "year", 1999));
    assertThat(put.targets())
        .isEqualTo(
            Map.of(
                Relation.BY, List.of(1L),
                Relation.ON, List.of(5L),
                Relation.IS_GENRE, List.of("Electronic"),
                Relation.DERIVED_FROM, List.of(66L)));
  }

  @Test
  void anUnknownYearIsNone() {
    assertThat(put(EntityType.RELEASES, "{\"id\":1,\"released\":\"0000\"}").properties())
        .isEqualTo(Map.of("released", "0000"));
    assertThat(put(EntityType.RELEASES, "{\"id\":1,\"released\":\"?\"}").properties())
        .isEqualTo(Map.of("released", "?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unexpected_shape |
          malformed_json   | {"id":1
          malformed_json   | {"id":1}}
          malformed_json   | nonsense
          malformed_json   | {"id":99999999999999999999}
          unexpected_shape | []
          unexpected_shape | {"id":1} {"id":1}
          unexpected_shape | {"id":"1"}
          unexpected_shape | {"id":1.0}
          unexpected_shape | {"id":1,"title":5}
          unexpected_shape | {"id":1,"artists":{"id":3}}
          unexpected_shape | {"id":1,"artists":[3]}
          unexpected_shape | {"id":1,"genres":[["a"]]}
          different_id     | {}
          different_id     | {"id":2}
          """)
  void saysWhatIsWrongWithABody(String reason, String body) {
    String json = body == null ? "" : body;
    Decoded<GraphChange> decoded =
        new GraphDecoder(NodeKind.RELEASE)
            .decode(Messages.upsert(EntityType.RELEASES, 1, VERSION, json));
    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    assertThat(((Decoded.Malformed<GraphChange>) decoded).reason()).isEqualTo(reason);
  }

  private static Put put(EntityType type, String json) {
    return (Put) Messages.put(type, 1, VERSION, json);
  }
}
