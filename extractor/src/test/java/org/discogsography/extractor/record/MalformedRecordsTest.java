package org.discogsography.extractor.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.messages.EntityType.ARTISTS;
import static org.discogsography.messages.EntityType.LABELS;
import static org.discogsography.messages.EntityType.RELEASES;

import org.discogsography.extractor.frame.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad record costs itself and nothing else. */
class MalformedRecordsTest {
  private static final String GOOD = "<release id=\"%d\"><title>t</title></release>\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <release><title>t</title></release>                       | missing_id
          <release id="0"><title>t</title></release>                | missing_id
          <release id="x7"><title>t</title></release>               | not_a_number
          <release id="-7"><title>t</title></release>               | not_a_number
          <release id="1000001"><title>t</title></release>          | id_too_large
          <release id="7"><master_id>?</master_id></release>        | not_a_number
          <release id="7"><title>t</release>                        | not_well_formed
          <release id="7"><title>a&b</title></release>              | not_well_formed
          <release id="7"><title>a&#0;b</title></release>           | not_well_formed
          <release id="7"><title>&#xD83D;</title></release>         | not_well_formed
          <release id="7" id="8"></release>                         | not_well_formed
          <release id="7><title>t</title></release>                 | not_well_formed
          <release id="7"><xmlns:a>b</xmlns:a></release>            | not_well_formed
          <release id="7"><title>t                                  | cut_off
          <release id="7"><title>t<!-- </title></release>           | cut_off
          <release id="7"><title>t<![CDATA[ </title></release>      | cut_off
          <release id="7"><title>t<? </title></release>             | cut_off
          <release id="7"><title>t<!x </title                       | cut_off
          just text                                                 | stray_content
          <master id="7"></master>                                  | stray_content
          """)
  void leavesOutOneRecord(String bad, String reason) throws Exception {
    Encoded encoded = Encoded.of(RELEASES, GOOD.formatted(1) + bad + "\n" + GOOD.formatted(2));

    assertThat(encoded.ids()).containsExactly(1L, 2L);
    assertThat(encoded.reasons()).containsExactly(reason);
  }

  @Test
  void refusesEntitiesThatNobodyDeclared() throws Exception {
    Encoded encoded = Encoded.of(RELEASES, "<release id=\"7\"><title>&lol;</title></release>");

    assertThat(encoded.bodies()).isEmpty();
    assertThat(encoded.malformed()).extracting(Malformed::id).containsExactly(7L);
  }

  @Test
  void refusesRawNul() throws Exception {
    assertThat(Encoded.of(RELEASES, "<release id=\"7\"><title>a\0b</title></release>").reasons())
        .containsExactly("not_well_formed");
  }

  @Test
  void refusesBytesThatAreNoUtf8() throws Exception {
    byte[] xml = "<release id=\"7\"><title>\u00c3(</title></release>".getBytes(ISO_8859_1);
    assertThat(Encoded.of(RELEASES, xml).reasons()).containsExactly("not_well_formed");
  }

  @Test
  void knowsIdAndPositionOfWhatItLeavesOut() throws Exception {
    Encoded releases = Encoded.of(RELEASES, "<release id=\"7\"><title>t</release>");
    Encoded artists = Encoded.of(ARTISTS, "<artist><id>8</id><name>t</artist>");

    assertThat(releases.malformed().getFirst().id()).isEqualTo(7);
    assertThat(releases.malformed().getFirst().position()).isEqualTo("<releases>\n".length());
    assertThat(artists.malformed().getFirst().id()).isEqualTo(8);
  }

  @Test
  void refusesARecordWithMoreThanAMebibyteOfText() throws Exception {
    String text = "x".repeat(1 << 20);
    Encoded encoded =
        Encoded.of(
            RELEASES,
            "<release id=\"7\"><title>" + text + "</title></release>\n" + GOOD.formatted(2));

    assertThat(encoded.reasons()).containsExactly("too_large");
    assertThat(encoded.ids()).containsExactly(2L);
  }

  @Test
  void passesOverARecordOfAnySize() throws Exception {
    String text = "x".repeat(10 << 20);
    Encoded encoded =
        Encoded.of(
            RELEASES,
            GOOD.formatted(1)
                + "<release id=\"7\"><title>"
                + text
                + "</title></release>\n"
                + GOOD.formatted(2));

    assertThat(encoded.reasons()).containsExactly("too_large");
    assertThat(encoded.malformed().getFirst().id()).isEqualTo(7);
    assertThat(encoded.ids()).containsExactly(1L, 2L);
  }

  @Test
  void refusesElementsThatAreNestedTooDeep() throws Exception {
    String open = "<track><sub_tracks>".repeat(100);
    String close = "</sub_tracks></track>".repeat(100);
    String unknown = "<a>".repeat(100) + "</a>".repeat(100);
    assertThat(
            Encoded.of(
                    RELEASES,
                    "<release id=\"7\"><tracklist>"
                        + open
                        + close
                        + "</tracklist></release>\n"
                        + "<release id=\"8\">"
                        + unknown
                        + "</release>")
                .reasons())
        .containsExactly("too_deep", "too_deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<!--", "<![CDATA[", "<?"})
  void markupWithoutAnEndSwallowsNoOtherRecord(String opening) throws Exception {
    String bad = "<release id=\"7\"><title>" + opening + "t</title></release>\n";
    StringBuilder many = new StringBuilder();
    for (int id = 10; id < 20_000; id++) {
      many.append(GOOD.formatted(id));
    }
    String closed = "<release id=\"8\"><title><!-- --><![CDATA[t]]><?t ?></title></release>\n";
    Encoded encoded = Encoded.of(RELEASES, bad + closed + many + bad);

    assertThat(encoded.ids()).hasSize(19_991).startsWith(8L, 10L).endsWith(19_999L);
    assertThat(encoded.reasons()).containsExactly("cut_off", "cut_off");
    assertThat(encoded.malformed()).extracting(Malformed::id).containsOnly(7L);
  }

  @Test
  void goesOnAfterALabelWithoutAnEnd() throws Exception {
    Encoded encoded =
        Encoded.of(
            LABELS,
            "<label><id>1</id><sublabels><label id=\"3\">x</label></sublabels>\n"
                + "<label><id>2</id></label>");

    assertThat(encoded.ids()).containsExactly(2L);
    assertThat(encoded.reasons()).containsExactly("cut_off");
    assertThat(encoded.malformed().getFirst().id()).isEqualTo(1);
  }
}
