package org.discogsography.extractor.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.extractor.SampleFiles.gzip;
import static org.discogsography.extractor.SampleFiles.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.discogsography.extractor.FakePublisher;
import org.discogsography.extractor.SampleFiles;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.progress.TypeState;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month of which the labels are bad in some way: it is said where, no label is deleted, and the
 * artists before them and the releases after them are extracted as usual, deletions included.
 */
class BadDumpsTest {
  private static final int FIRST = 20260201;
  private static final int NEXT = 20260301;
  private static final long[] KNOWN = LongStream.rangeClosed(1, 20).toArray();
  private static final long[] ONE_LESS = LongStream.rangeClosed(1, 19).toArray();

  @TempDir private Path directory;

  private final FakePublisher publisher = new FakePublisher();
  private final Progress progress = new Progress();
  private SampleFiles files;
  private StateDirectory state;

  @BeforeEach
  void extractTheFirstMonth() throws Exception {
    files = new SampleFiles(directory.resolve("dumps"));
    state = StateDirectory.open(directory.resolve("state"), Clock.systemUTC());
    for (EntityType type : EntityType.values()) {
      files.write(FIRST, type, records(type, KNOWN));
    }
    extract();
    publisher.sent().clear();
    for (EntityType type : List.of(EntityType.ARTISTS, EntityType.MASTERS, EntityType.RELEASES)) {
      files.write(NEXT, type, records(type, ONE_LESS));
    }
  }

  @AfterEach
  void close() throws IOException {
    state.close();
  }

  @Test
  void isSentWithItsDeletionsWhenItIsGood() throws Exception {
    labels(gzip("<labels>\n" + records(EntityType.LABELS, ONE_LESS) + "</labels>"));

    assertThat(extractNext().state()).isEqualTo(TypeState.COMPLETE);
    assertThat(publisher.sent())
        .containsExactly("artists -20", "labels -20", "masters -20", "releases -20");
  }

  @Test
  void whoseCompressedDataEndsTooEarly() throws Exception {
    StringBuilder many = new StringBuilder("<labels>\n");
    for (long id = 21; id < 20_000; id++) {
      many.append("<label><id>%d</id><name>n %d</name></label>\n".formatted(id, id * 7919));
    }
    byte[] whole = gzip(many + "</labels>");
    labels(Arrays.copyOf(whole, whole.length / 2));

    fails("is cut off: the compressed data ends too early, at byte [\\d,]+ of its XML\\.");
    assertThat(publisher.sent()).contains("labels 21", "labels 5000");
  }

  @Test
  void whoseCompressedDataIsDamaged() throws Exception {
    byte[] content = gzip("<labels>\n" + records(EntityType.LABELS, KNOWN) + "</labels>");
    content[content.length - 6] ^= 0x55;
    labels(content);

    fails("is corrupt: .*, at byte [\\d,]+ of its XML\\.");
  }

  @Test
  void thatIsAnArchive() throws Exception {
    labels(gzip("labels.xml\0\0\0\0000000644\0" + "<labels></labels>"));

    fails("does not begin with <labels> but with \"labels\\.xml.*, at byte 0 of its XML\\.");
    assertNothingOfLabels();
  }

  @Test
  void whoseXmlEndsInsideARecord() throws Exception {
    labels(gzip("<labels>\n" + records(EntityType.LABELS, 21, 22) + "<label><id>23</id><na"));

    fails("is cut off: it ends inside a record, before </labels>, at byte \\d+ of its XML\\.");
    assertThat(publisher.sent()).contains("labels 21", "labels 22").doesNotContain("labels 23");
  }

  @Test
  void thatHasAnotherChecksum() throws Exception {
    files.labels(NEXT, 21);
    Files.write(files.file(NEXT, EntityType.LABELS), gzip("<labels></labels>"));

    fails("has the SHA-256 \\w+, and the CHECKSUM file says \\w+; get it again\\.");
    assertNothingOfLabels();
  }

  @Test
  void thatIsMadeToFillTheMemory() throws Exception {
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) 'x');
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write("<labels>\n<label><id>21</id><name>".getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 60; i++) {
        out.write(blanks);
      }
    }
    labels(bytes.toByteArray());

    fails("inflates to more than 200 times its size.*, at byte [\\d,]+ of its XML\\.");
    assertNothingOfLabels();
  }

  @Test
  void thatDeclaresEntities() throws Exception {
    labels(
        gzip(
            "<!DOCTYPE labels [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>\n"
                + "<labels><label><id>21</id><name>&b;</name></label></labels>"));

    fails("does not begin with <labels> but with .*, at byte 0 of its XML\\.");
    assertNothingOfLabels();
  }

  @Test
  void thatIsAPageOfTheSite() throws Exception {
    labels("<html>Too many requests</html>".getBytes(StandardCharsets.UTF_8));
    fails("is not a gzip file\\.");

    labels(gzip("<html>Too many requests</html>"));
    fails("does not begin with <labels> but with \"<html>.*, at byte 0 of its XML\\.");
    assertNothingOfLabels();
  }

  @Test
  void thatHoldsAnotherType() throws Exception {
    labels(gzip("<artists>\n" + records(EntityType.ARTISTS, 21) + "</artists>"));

    fails("does not begin with <labels> but with \"<artists>.*, at byte 0 of its XML\\.");
    assertNothingOfLabels();
  }

  @Test
  void thatBringsAMistakeOfTheProgramToLight() throws Exception {
    labels(gzip("<labels>\n" + records(EntityType.LABELS, 21) + "</labels>"));
    publisher.whenPublished(() -> {
      if (publisher.sent().getLast().startsWith("labels")) {
        throw new IllegalStateException("a mistake");
      }
    });

    fails("cannot be extracted: java.lang.IllegalStateException: a mistake\\.");
  }

  @Test
  void withABadRecordInTheMiddleLacksOnlyThat() throws Exception {
    labels(
        gzip(
            "<labels>\n"
                + records(EntityType.LABELS, ONE_LESS)
                + "<label><id>20</id><name>&undeclared;</name></label>\n"
                + records(EntityType.LABELS, 21)
                + "</labels>"));

    TypeProgress labels = extractNext();

    assertThat(labels.state()).isEqualTo(TypeState.COMPLETE);
    assertThat(labels.malformedRecords()).isEqualTo(1);
    assertThat(publisher.sent()).contains("labels 21").doesNotContain("labels -20", "labels 20");
    assertThat(state.quarantine().resolve("20260301_labels.jsonl"))
        .content()
        .contains("\"position\":", "\"id\":20", "\"reason\":");
  }

  private void labels(byte[] content) throws IOException {
    Path checksums = files.directory().resolve("t_" + NEXT + "_CHECKSUM.txt");
    List<String> others =
        Files.readAllLines(checksums).stream().filter(line -> !line.contains("labels")).toList();
    Files.write(checksums, others);
    files.bytes(NEXT, EntityType.LABELS, content);
  }

  private void fails(String expected) throws Exception {
    publisher.sent().clear();
    TypeProgress labels = extractNext();

    assertThat(labels.state()).isEqualTo(TypeState.FAILED);
    assertThat(labels.failure()).isEqualTo(Failure.UNUSABLE);
    assertThat(labels.problem()).matches("t_20260301_labels\\.xml\\.gz " + expected);
    assertThat(publisher.sent()).noneMatch(sent -> sent.startsWith("labels -"));
  }

  private void assertNothingOfLabels() {
    assertThat(publisher.sent()).noneMatch(sent -> sent.startsWith("labels"));
  }

  private TypeProgress extractNext() throws Exception {
    extract();
    for (EntityType type : List.of(EntityType.ARTISTS, EntityType.MASTERS, EntityType.RELEASES)) {
      assertThat(progress.of(type).state()).isEqualTo(TypeState.COMPLETE);
      assertThat(progress.of(type).unchangedRecords()).isEqualTo(19);
    }
    return progress.of(EntityType.LABELS);
  }

  private void extract() throws Exception {
    new DumpPass(PassSettings.defaults(), state, publisher, progress)
        .run(new DumpDirectory(files.directory()).newest().orElseThrow(), Scope.CHANGES);
  }
}
