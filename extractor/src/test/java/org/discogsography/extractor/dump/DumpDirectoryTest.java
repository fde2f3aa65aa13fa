package org.discogsography.extractor.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpDirectoryTest {
  @TempDir private Path directory;

  @Test
  void takesTheNewestDate() throws Exception {
    files("discogs_20260101_artists.xml.gz", "discogs_20260201_artists.xml.gz");
    files("discogs_20260101_labels.xml.gz", "notes.txt");

    DumpSet newest = new DumpDirectory(directory).newest().orElseThrow();

    assertThat(newest.date()).isEqualTo(20260201);
    assertThat(newest.files()).containsOnlyKeys(EntityType.ARTISTS);
    assertThat(newest.missing())
        .containsExactly(EntityType.LABELS, EntityType.MASTERS, EntityType.RELEASES);
    assertThat(newest.checksums()).isNull();
  }

  @Test
  void takesAnyPrefix() throws Exception {
    files("my_own_20260101_releases.xml.gz");

    assertThat(new DumpDirectory(directory).newest().orElseThrow().files())
        .containsOnlyKeys(EntityType.RELEASES);
  }

  @Test
  void findsNothingInAnEmptyDirectory() throws Exception {
    files("discogs_20260101_CHECKSUM.txt", "discogs_20260101_artists.xml");

    assertThat(new DumpDirectory(directory).newest()).isEmpty();
  }

  @Test
  void refusesToChooseBetweenTwoPrefixes() throws Exception {
    files("a_20260101_artists.xml.gz", "b_20260101_artists.xml.gz");

    assertThatThrownBy(() -> new DumpDirectory(directory).newest())
        .isInstanceOf(DumpException.class)
        .hasMessageContaining("holds both a_20260101_artists.xml.gz and b_20260101_artists.xml.gz");
  }

  @Test
  void saysThatADirectoryIsMissing() {
    Path missing = directory.resolve("nowhere");

    assertThatThrownBy(() -> new DumpDirectory(missing).newest())
        .hasMessage(missing + " is not a directory.");
  }

  @Test
  void readsTheChecksums() throws Exception {
    files("d_20260101_artists.xml.gz");
    String hash = "AB".repeat(32);
    Files.writeString(
        directory.resolve("d_20260101_CHECKSUM.txt"), hash + " d_20260101_artists.xml.gz\n\n");

    DumpSet dump = new DumpDirectory(directory).newest().orElseThrow();

    assertThat(dump.checksums()).isNotNull();
    assertThat(dump.checksums().of(dump.files().get(EntityType.ARTISTS)))
        .isEqualTo("ab".repeat(32));
  }

  @Test
  void refusesAChecksumFileThatIsSomethingElse() throws Exception {
    files("d_20260101_artists.xml.gz");
    Files.writeString(directory.resolve("d_20260101_CHECKSUM.txt"), "<html>\n");

    assertThatThrownBy(() -> new DumpDirectory(directory).newest())
        .hasMessage("d_20260101_CHECKSUM.txt has a line that is not a SHA-256 and a file name.");
  }

  private void files(String... names) throws IOException {
    for (String name : names) {
      Files.writeString(directory.resolve(name), "");
    }
  }
}
