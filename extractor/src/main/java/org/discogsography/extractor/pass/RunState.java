package org.discogsography.extractor.pass;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.discogsography.extractor.record.RecordEncoder;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.jspecify.annotations.Nullable;

/**
 * Remembers per type which content was extracted last and under which run, so that the same content
 * gets the same version again. One small file a type: dump, run, body format, SHA-256 of the file.
 * Not thread-safe.
 */
final class RunState {
  private record Entry(int dump, long run, int format, String sha256) {
    String line() {
      return "%d %d %d %s%n".formatted(dump, run, format, sha256);
    }
  }

  private final Path directory;
  private final Clock clock;

  RunState(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * The version of a content: that of the last time if it is the same, otherwise one that is higher
   * than any before under the same date. It is on disk when this returns.
   */
  Version versionOf(EntityType type, int dump, String sha256) throws IOException {
    Entry last = read(type);
    if (last != null
        && last.dump == dump
        && last.format == RecordEncoder.BODY_FORMAT
        && last.sha256.equals(sha256)) {
      return new Version(dump, last.run);
    }
    long run = Math.max(clock.millis(), last == null ? 0 : last.run + 1);
    write(type, new Entry(dump, run, RecordEncoder.BODY_FORMAT, sha256));
    return new Version(dump, run);
  }

  private @Nullable Entry read(EntityType type) throws IOException {
    Path file = file(type);
    if (!Files.exists(file)) {
      return null;
    }
    List<String> words = List.of(Files.readString(file).strip().split(" "));
    try {
      return new Entry(
          Integer.parseInt(words.get(0)),
          Long.parseLong(words.get(1)),
          Integer.parseInt(words.get(2)),
          words.get(3));
    } catch (IndexOutOfBoundsException | NumberFormatException e) {
      // Torn or foreign: a new run only means that every record is sent and compared again.
      return null;
    }
  }

  private void write(EntityType type, Entry entry) throws IOException {
    Files.createDirectories(directory);
    Path file = file(type);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(entry.line().getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    sync(directory);
  }

  private Path file(EntityType type) {
    return directory.resolve(type.plural() + ".run");
  }

  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
