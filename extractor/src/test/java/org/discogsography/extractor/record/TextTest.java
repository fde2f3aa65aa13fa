package org.discogsography.extractor.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.messages.EntityType.ARTISTS;

import org.junit.jupiter.api.Test;

/** Every character arrives as it is in the file. */
class TextTest {
  @Test
  void keepsTextThatComesInPiecesTogether() throws Exception {
    assertThat(name("R&amp;B &lt;3 &quot;x&quot; &apos;&#65;&#x42;<![CDATA[<c>]]><!-- no -->!"))
        .isEqualTo("R&B <3 \\\"x\\\" 'AB<c>!");
  }

  @Test
  void keepsAnEscapedEntityEscapedOnce() throws Exception {
    assertThat(name("&amp;amp;")).isEqualTo("&amp;");
  }

  @Test
  void keepsCarriageReturnsLineFeedsTabsAndBlanks() throws Exception {
    assertThat(name(" a&#13;\nb\tc ")).isEqualTo(" a\\r\\nb\\tc ");
  }

  @Test
  void keepsCharactersOfEveryWidth() throws Exception {
    String text = "aé東🎧𠮷 \u00a0";
    assertThat(name(text)).isEqualTo(text);
  }

  @Test
  void keepsANameThatIsOnlyANoBreakSpace() throws Exception {
    assertThat(name("\u00a0")).isEqualTo("\u00a0");
  }

  @Test
  void keepsTextLongerThanAnyBuffer() throws Exception {
    String text = "Zeile & 🎧 ".repeat(20_000);
    assertThat(name(text.replace("&", "&amp;"))).isEqualTo(text);
  }

  @Test
  void takesTheFirstOfTwoNames() throws Exception {
    assertThat(
            Encoded.of(ARTISTS, "<artist><id>1</id><name/><name>a</name><name>b</name></artist>")
                .body())
        .isEqualTo("{\"id\":1,\"name\":\"a\"}");
  }

  @Test
  void leavesOutWhatHasNoContent() throws Exception {
    assertThat(
            Encoded.of(
                    ARTISTS,
                    "<artist><id>1</id><name></name><urls><url/><url></url></urls>"
                        + "<aliases><name/><name id=\"0\"/></aliases></artist>")
                .body())
        .isEqualTo("{\"id\":1}");
  }

  @Test
  void ignoresElementsThatItDoesNotKnow() throws Exception {
    assertThat(
            Encoded.of(
                    ARTISTS,
                    "<artist><future><name>x</name><id>9</id></future><id>1</id>"
                        + "<name>a<b>c</b>d</name></artist>")
                .body())
        .isEqualTo("{\"id\":1,\"name\":\"ad\"}");
  }

  private static String name(String xml) throws Exception {
    String body = Encoded.of(ARTISTS, "<artist><id>1</id><name>" + xml + "</name></artist>").body();
    return body.substring("{\"id\":1,\"name\":\"".length(), body.length() - "\"}".length());
  }
}
