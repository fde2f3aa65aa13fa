package org.discogsography.extractor.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractionTest {
  private static final ExtractionSettings SETTINGS = new ExtractionSettings(2, 200_000_000);

  @TempDir private Path directory;

  private final List<Long> ids = new ArrayList<>();

  @Test
  void handsEveryRecordOverInOrder() throws Exception {
    extract(file(gzip(releases(20_000) + "</releases>\n")));

    assertThat(ids).hasSize(20_000).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void hashesTheVeryBytesThatItReads() throws Exception {
    Path file = file(gzip(releases(5) + "</releases>"));
    byte[] expected = RecordMessageCodec.sha256(Files.readAllBytes(file));

    assertThat(extract(file)).isEqualTo(HexFormat.of().formatHex(expected));
  }

  @Test
  void namesFileAndPlaceWhereTheCompressedDataEnds() throws Exception {
    byte[] whole = gzip(releases(20_000) + "</releases>\n");
    Path file = file(Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> extract(file))
        .isInstanceOf(DumpException.class)
        .hasMessageMatching(
            "x_20260101_releases.xml.gz is cut off: the compressed data ends too early,"
                + " at byte [\\d,]+ of its XML\\.");
    assertThat(ids).isNotEmpty().isSorted();
  }

  @Test
  void namesThePlaceWhereTheXmlEndsInsideARecord() throws Exception {
    Path file = file(gzip(releases(3) + "<release id=\"4\"><title>t"));

    assertThatThrownBy(() -> extract(file))
        .hasMessageContaining("is cut off: it ends inside a record, before </releases>");
    assertThat(ids).containsExactly(1L, 2L, 3L);
  }

  @Test
  void noticesAMissingEnd() throws Exception {
    Path file = file(gzip(releases(3)));

    assertThatThrownBy(() -> extract(file)).hasMessageContaining("before </releases>");
  }

  @Test
  void refusesAnotherKindOfDump() throws Exception {
    Path file = file(gzip("<artists>\n<artist><id>1</id></artist></artists>"));

    assertThatThrownBy(() -> extract(file))
        .hasMessageContaining("does not begin with <releases> but with \"<artists>");
  }

  @Test
  void refusesAnArchiveInsideTheFile() throws Exception {
    String tar = "releases.xml\0\0\0\0\0\0000000644\0";
    assertThatThrownBy(() -> extract(file(gzip(tar))))
        .hasMessageContaining("does not begin with <releases> but with \"releases.xml");
  }

  @Test
  void refusesADocumentType() throws Exception {
    String bomb = "<!DOCTYPE releases [<!ENTITY a \"aaaa\">]><releases></releases>";
    assertThatThrownBy(() -> extract(file(gzip(bomb))))
        .hasMessageContaining("does not begin with <releases>");
  }

  @Test
  void saysThatAFileCannotBeReadNow() throws Exception {
    Path file = directory.resolve("x_20260101_releases.xml.gz");
    Files.createSymbolicLink(file, Path.of("/proc/self/mem"));

    assertThatThrownBy(() -> extract(file))
        .isInstanceOfSatisfying(
            DumpException.class, e -> assertThat(e.failure()).isEqualTo(Failure.UNREADABLE));
  }

  @Test
  void refusesWhatIsNotCompressed() throws Exception {
    assertThatThrownBy(() -> extract(file("<releases></releases>".getBytes(UTF_8))))
        .hasMessage("x_20260101_releases.xml.gz is not a gzip file.");
  }

  @Test
  void refusesAnEmptyFile() throws Exception {
    assertThatThrownBy(() -> extract(file(new byte[0])))
        .hasMessage("x_20260101_releases.xml.gz is not a gzip file.");
  }

  @Test
  void refusesAFileThatGrowsTooMuch() throws Exception {
    Path file = directory.resolve("x_20260101_releases.xml.gz");
    byte[] blanks = new byte[1 << 20];
    Arrays.fill(blanks, (byte) 'x');
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("<releases>\n<release id=\"1\"><title>".getBytes(UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(blanks);
      }
    }

    assertThatThrownBy(() -> extract(file)).hasMessageContaining("inflates to more than 200 times");
  }

  @Test
  void refusesWhatComesAfterTheEnd() throws Exception {
    Path file = file(gzip(releases(2) + "</releases>\n<releases>"));

    assertThatThrownBy(() -> extract(file)).hasMessageContaining("goes on after </releases>");
    assertThat(ids).containsExactly(1L, 2L);
  }

  @Test
  void acceptsDeclarationMarkCommentsAndAnEmptyRoot() throws Exception {
    extract(file(gzip("\ufeff<?xml version=\"1.0\"?>\n<!-- c -->\n<releases/>\n")));

    assertThat(ids).isEmpty();
  }

  @Test
  void endsWhenItIsClosedHalfway() throws Exception {
    Path file = file(gzip(releases(50_000) + "</releases>\n"));
    try (Extraction extraction = extraction(file)) {
      assertThatThrownBy(() ->
              extraction.run(batch -> {
                throw new DumpException("enough");
              }))
          .hasMessage("enough");
    }
  }

  private String extract(Path file) throws DumpException, InterruptedException {
    try (Extraction extraction = extraction(file)) {
      return extraction.run(batch -> {
        for (int i = 0; i < batch.count(); i++) {
          ids.add(batch.id(i));
        }
      });
    }
  }

  private static Extraction extraction(Path file) {
    return new Extraction(new DumpFile(EntityType.RELEASES, 20260101, file), SETTINGS);
  }

  private static String releases(int count) {
    StringBuilder xml = new StringBuilder("<releases>\n");
    for (int i = 1; i <= count; i++) {
      xml.append("<release id=\"%d\"><title>Title %d</title></release>\n".formatted(i, i * 7919));
    }
    return xml.toString();
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(directory.resolve("x_20260101_releases.xml.gz"), content);
  }
}
