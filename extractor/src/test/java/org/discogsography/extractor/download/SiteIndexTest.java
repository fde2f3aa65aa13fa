package org.discogsography.extractor.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiteIndexTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 3, 5);

  @Test
  void knowsTheLatestTwoYears() {
    assertThat(
            SiteIndex.latestYears(
                """
                <a href="/?prefix=data/2024/">2024</a> <a href="?prefix=data%2F2026%2F">2026</a>
                <a href="?prefix=data%2F2025%2F&amp;x">2025</a> <a href="?prefix=data/20271/">no</a>
                <a href="?prefix=other/2031/">no</a>\
                """))
        .containsExactly(2026, 2025);
  }

  @Test
  void takesTheNewestOfWhichEverythingIsListed() {
    String page =
        links("20260101", "artists", "labels", "masters", "releases", "CHECKSUM")
            + links("20260201", "artists", "labels", "masters", "releases", "CHECKSUM")
            + links("20260301", "artists", "labels", "masters", "releases");

    assertThat(newest(page)).contains(new RemoteDump(20260201));
  }

  @Test
  void doesNotTakeADumpThatLacksAFile() {
    assertThat(newest(links("20260301", "artists", "labels", "masters", "CHECKSUM"))).isEmpty();
  }

  @Test
  void believesNoDateOfAnotherYearOrOfTheFutureOrThatIsNone() {
    for (String date : new String[] {"20250101", "20260401", "20261399", "99991231"}) {
      assertThat(newest(links(date, "artists", "labels", "masters", "releases", "CHECKSUM")))
          .isEmpty();
    }
  }

  @Test
  void passesOverNamesThatAreNotQuiteRight() {
    String page =
        links("20260301", "artists", "labels", "masters", "releases")
            + "<a href=\"?download=data/2026/../../discogs_20260301_CHECKSUM.txt\">"
            + "<a href=\"?download=data/2026/discogs_20260301_CHECKSUM.txt.old\">"
            + "<a href=\"?download=data/2026/discogs_20260301_CHECKSUM.txt%00\">"
            + "<a href=\"?download=data/2025/discogs_20260301_CHECKSUM.txt\">";

    assertThat(newest(page)).isEmpty();
  }

  private static Optional<RemoteDump> newest(String page) {
    return SiteIndex.newestComplete(page, 2026, TODAY);
  }

  private static String links(String date, String... parts) {
    StringBuilder page = new StringBuilder();
    for (String part : parts) {
      String end = part.equals("CHECKSUM") ? ".txt" : ".xml.gz";
      page.append(
          "<li><a href=\"?download=data%%2F2026%%2Fdiscogs_%s_%s%s\">x</a></li>\n"
              .formatted(date, part, end));
    }
    return page.toString();
  }
}
