package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DumpStampTest {
  private static final int DATE = 20260301;

  @TempDir private Path directory;

  private SampleFiles files;
  private DumpStamp before;

  @BeforeEach
  void look() throws Exception {
    files = new SampleFiles(directory);
    files.labels(DATE, 1, 2);
    before = now();
  }

  @Test
  void isTheSameWhileNothingChanges() throws Exception {
    assertThat(now()).isEqualTo(before);
  }

  @Test
  void isAnotherWhenOnlyTheChecksumsChange() throws Exception {
    Path checksums = directory.resolve("t_20260301_CHECKSUM.txt");
    Files.writeString(checksums, "0".repeat(64) + " t_20260301_labels.xml.gz\n");
    assertThat(now()).isNotEqualTo(before);

    Files.delete(checksums);
    assertThat(now()).isNotEqualTo(before);
  }

  @Test
  void isAnotherWhenAFileIsReplacedByOneOfTheSameSize() throws Exception {
    Path file = files.file(DATE, EntityType.LABELS);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

    assertThat(now()).isNotEqualTo(before);
  }

  @Test
  void isAnotherWhenAFileIsAdded() throws Exception {
    files.write(DATE, EntityType.ARTISTS, SampleFiles.records(EntityType.ARTISTS, 1));

    assertThat(now()).isNotEqualTo(before);
  }

  private DumpStamp now() throws Exception {
    return DumpStamp.of(new DumpDirectory(directory).newest().orElseThrow());
  }
}
