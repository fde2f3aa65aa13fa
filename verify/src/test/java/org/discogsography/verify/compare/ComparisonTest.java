package org.discogsography.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.messages.EntityType;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
  @TempDir Path directory;

  private final FakeStore store = new FakeStore();

  @BeforeEach
  void dumpTwoLabels() throws Exception {
    write(label(7, "Seven") + label(9_000, "Nine"));
    store.put(7, "{\"id\":7,\"name\":\"Seven\"}");
    store.put(9_000, "{\"id\":9000,\"name\":\"Nine\"}");
  }

  @Test
  void anEqualStoreIsNotLookedInto() throws Exception {
    TypeReport report = compare();
    assertThat(report.equal()).isTrue();
    assertThat(report.records()).isEqualTo(2);
    assertThat(store.looked()).isEmpty();
  }

  @Test
  void onlyTheNeighboursOfADifferenceAreLookedInto() throws Exception {
    store.put(7, "{\"id\":7,\"name\":\"Other\"}");
    assertThat(kinds(compare())).containsExactly(Kind.DIFFERENT);
    assertThat(store.looked()).containsExactly(7L);
  }

  @Test
  void missingAndExtraRecordsAreNamedInOrder() throws Exception {
    store.remove(9_000);
    store.put(8, "{\"id\":8}");
    store.put(77_000_000_000L, "{\"id\":77000000000}");
    TypeReport report = compare();
    assertThat(report.stores().getFirst().first())
        .extracting(Difference::id)
        .containsExactly(8L, 9_000L, 77_000_000_000L);
    assertThat(kinds(report)).containsExactly(Kind.EXTRA, Kind.MISSING, Kind.EXTRA);
    assertThat(report.stores().getFirst().records()).isEqualTo(3);
  }

  @Test
  void whatTheExtractorLeavesOutMayBeThereOrNot() throws Exception {
    String malformed =
        "<label><id>8</id><sublabels><label id=\"x\">X</label></sublabels></label>\n";
    write(label(7, "Seven") + malformed + label(9_000, "Nine"));
    store.put(8, "{\"id\":8}");
    TypeReport report = compare();
    assertThat(report.malformed()).isEqualTo(1);
    assertThat(report.equal()).isTrue();
  }

  private TypeReport compare() throws Exception {
    DumpFile file = new DumpFile(EntityType.LABELS, 20_260_101, path());
    return new Comparison(List.of(store), ExtractionSettings.defaults(), 10).run(file, null);
  }

  private static List<Kind> kinds(TypeReport report) {
    return report.stores().getFirst().first().stream().map(Difference::kind).toList();
  }

  private void write(String records) throws Exception {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(path()))) {
      out.write(("<labels>\n" + records + "</labels>\n").getBytes());
    }
  }

  private Path path() {
    return directory.resolve("discogs_20260101_labels.xml.gz");
  }

  private static String label(long id, String name) {
    return "<label><id>%d</id><name>%s</name></label>\n".formatted(id, name);
  }
}
