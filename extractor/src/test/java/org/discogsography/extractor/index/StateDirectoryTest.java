package org.discogsography.extractor.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.messages.EntityType.ARTISTS;
import static org.discogsography.messages.EntityType.LABELS;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(1_000), ZoneOffset.UTC);

  @TempDir private Path directory;

  @Test
  void givesTheSameContentTheSameVersionAfterARestart() throws Exception {
    Version first = version(20260101, 1, "aa");

    assertThat(first).isEqualTo(new Version(20260101, 1_000));
    assertThat(version(20260101, 1, "aa")).isEqualTo(first);
  }

  @Test
  void givesAnotherContentAHigherVersionThoughTheClockStandsStill() throws Exception {
    Version first = version(20260101, 1, "aa");
    Version replaced = version(20260101, 1, "bb");
    Version back = version(20260101, 1, "aa");
    Version format = version(20260101, 2, "aa");

    assertThat(replaced).isGreaterThan(first);
    assertThat(back).isGreaterThan(replaced);
    assertThat(format).isGreaterThan(back);
  }

  @Test
  void givesContentThatWasNotReadToItsEndAHigherVersionNextTime() throws Exception {
    Version first = version(20260101, 1, "aa");
    confirm(ARTISTS, 7);
    try (StateDirectory state = open()) {
      state.distrustVersion(ARTISTS);
      state.distrustVersion(LABELS);
    }

    assertThat(version(20260101, 1, "aa")).isGreaterThan(first);
    assertThat(holds(ARTISTS, 7)).isTrue();
  }

  @Test
  void remembersWhatWasConfirmedAfterARestart() throws Exception {
    confirm(ARTISTS, 7, 300_000);

    assertThat(holds(ARTISTS, 7)).isTrue();
    assertThat(holds(ARTISTS, 300_000)).isTrue();
    assertThat(holds(ARTISTS, 8)).isFalse();
    assertThat(holds(ARTISTS, 100_000_000)).isFalse();
  }

  @Test
  void keepsTheIndexWhenAnotherDumpFollows() throws Exception {
    confirm(ARTISTS, 7);
    version(20260201, 1, "bb");

    try (StateDirectory state = open()) {
      try (PublishedIndex index = state.open(ARTISTS, 20260201, 1, "bb").index()) {
        assertThat(index.holds(7, 7, -7)).isTrue();
      }
    }
  }

  @Test
  void forgetsAnIndexWhoseStateFileIsGone() throws Exception {
    confirm(ARTISTS, 7);
    Files.delete(directory.resolve("artists.state"));

    assertThat(holds(ARTISTS, 7)).isFalse();
  }

  @Test
  void forgetsAnIndexOfAnotherType() throws Exception {
    confirm(ARTISTS, 7);
    confirm(LABELS, 9);
    Files.copy(
        directory.resolve("artists.index"),
        directory.resolve("labels.index"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThat(holds(LABELS, 7)).isFalse();
    assertThat(holds(LABELS, 9)).isFalse();
  }

  @Test
  void forgetsATornStateFile() throws Exception {
    confirm(ARTISTS, 7);
    Files.writeString(directory.resolve("artists.state"), "20260101 99");

    assertThat(holds(ARTISTS, 7)).isFalse();
  }

  @Test
  void growsOverAPieceThatWasNotFinished() throws Exception {
    confirm(ARTISTS, 7);
    Files.write(directory.resolve("artists.index"), new byte[12_345], StandardOpenOption.APPEND);
    confirm(ARTISTS, 300_000);

    assertThat(holds(ARTISTS, 7)).isTrue();
    assertThat(holds(ARTISTS, 300_000)).isTrue();
  }

  @Test
  void sendsEverythingAgainWithoutForgettingWhatIsKnown() throws Exception {
    confirm(ARTISTS, 7);
    try (StateDirectory state = open();
        PublishedIndex index = state.open(ARTISTS, 20260101, 1, "aa").index()) {
      index.sendAllAgain();
    }

    try (StateDirectory state = open();
        PublishedIndex index = state.open(ARTISTS, 20260101, 1, "aa").index()) {
      assertThat(index.holds(7, 7, -7)).isFalse();
      assertThat(index.knows(7)).isTrue();
      assertThat(index.knows(8)).isFalse();
    }
  }

  @Test
  void sendsARecordAgainWhoseSlotWasHalfWritten() throws Exception {
    confirm(ARTISTS, 7, 8);
    overwrite(4096 + 7 * 16 + 8, new byte[8]);

    assertThat(holds(ARTISTS, 7)).isFalse();
    assertThat(knows(ARTISTS, 7)).isTrue();
    assertThat(holds(ARTISTS, 8)).isTrue();
  }

  @Test
  void forgetsAnIndexWhoseFirstPageIsTorn() throws Exception {
    confirm(ARTISTS, 7);
    overwrite(20, new byte[100]);

    assertThat(knows(ARTISTS, 7)).isFalse();
    confirm(ARTISTS, 7);
    assertThat(holds(ARTISTS, 7)).isTrue();
  }

  @Test
  void forgetsAnIndexThatWasCutOffInItsFirstPage() throws Exception {
    confirm(ARTISTS, 7);
    Files.write(directory.resolve("artists.index"), new byte[10]);

    assertThat(knows(ARTISTS, 7)).isFalse();
  }

  private void overwrite(long position, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(directory.resolve("artists.index"), StandardOpenOption.WRITE)) {
      assertThat(channel.write(ByteBuffer.wrap(bytes), position)).isEqualTo(bytes.length);
    }
  }

  private boolean knows(EntityType type, long id) throws Exception {
    try (StateDirectory state = open();
        PublishedIndex index = state.open(type, 20260101, 1, "aa").index()) {
      return index.knows(id);
    }
  }

  @Test
  void isForOneExtractorAtATime() throws Exception {
    try (StateDirectory first = open()) {
      assertThat(first.lastDump(ARTISTS)).isZero();
      assertThatThrownBy(this::open)
          .isInstanceOf(StateDirectoryLockedException.class)
          .hasMessage(
              directory
                  + " is in use by another extractor; stop it, or set STATE_DIR to another"
                  + " directory.");
    }
    open().close();
  }

  private StateDirectory open() throws Exception {
    return StateDirectory.open(directory, CLOCK);
  }

  private Version version(int dump, int format, String sha256) throws Exception {
    try (StateDirectory state = open()) {
      OpenedType opened = state.open(ARTISTS, dump, format, sha256);
      opened.index().close();
      return opened.version();
    }
  }

  private void confirm(EntityType type, long... ids) throws Exception {
    try (StateDirectory state = open();
        PublishedIndex index = state.open(type, 20260101, 1, "aa").index()) {
      for (long id : ids) {
        index.prepare(id);
        index.confirm(id, id, -id);
      }
    }
  }

  private boolean holds(EntityType type, long id) throws Exception {
    try (StateDirectory state = open();
        PublishedIndex index = state.open(type, 20260101, 1, "aa").index()) {
      return index.holds(id, id, -id);
    }
  }
}
