package org.discogsography.extractor.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor remembers from one start to the next: per type a small state file and the index
 * that belongs to it. Locked, because two extractors would confirm into each other's index. Several
 * threads may use it, each for another type.
 */
public final class StateDirectory implements AutoCloseable {
  private final Path directory;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final FileChannel lockFile;

  private StateDirectory(Path directory, Clock clock, FileChannel lockFile) {
    this.directory = directory;
    this.clock = clock;
    this.lockFile = lockFile;
  }

  /**
   * Opens a directory, which is made where it is missing.
   *
   * @throws StateDirectoryLockedException if another extractor uses it
   */
  public static StateDirectory open(Path directory, Clock clock)
      throws IOException, StateDirectoryLockedException {
    Files.createDirectories(directory);
    FileChannel lockFile =
        FileChannel.open(
            directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(lockFile) == null) {
      lockFile.close();
      throw new StateDirectoryLockedException(directory);
    }
    return new StateDirectory(directory, clock, lockFile);
  }

  /** Where the records that were left out are listed. */
  public Path quarantine() {
    return directory.resolve("quarantine");
  }

  /** The date of the dump that was extracted last, or 0. */
  public int lastDump(EntityType type) throws IOException {
    TypeState last = read(type);
    return last == null ? 0 : last.dump();
  }

  /**
   * The index of a type, and the version under which this content is sent: that of the last time if
   * it is the same content, otherwise one that is higher than any before. It is on disk when this
   * returns.
   *
   * @param sha256 of the file, lower-case hex
   */
  public OpenedType open(EntityType type, int dump, int format, String sha256) throws IOException {
    TypeState last = read(type);
    TypeState now = next(last, dump, format, sha256);
    if (!now.equals(last)) {
      write(type, now);
    }
    PublishedIndex index = PublishedIndex.open(indexFile(type), type, now.index());
    return new OpenedType(index, new Version(dump, now.run()));
  }

  /**
   * Has everything that is known of a type sent again; on disk when this returns.
   *
   * @return whether anything is known
   */
  public boolean sendAgain(EntityType type) throws IOException {
    TypeState last = read(type);
    if (last == null) {
      return false;
    }
    try (PublishedIndex index = PublishedIndex.open(indexFile(type), type, last.index())) {
      return index.sendAllAgain();
    }
  }

  /**
   * Has these records of a type sent by force, whether they are known or not, or deleted where the
   * dump lacks them; on disk when this returns.
   *
   * @param ids none greater than an id may be
   */
  public void sendAgain(EntityType type, Collection<Long> ids) throws IOException {
    TypeState last = read(type);
    if (last == null) {
      last = TypeState.nothing(random.nextLong());
      write(type, last);
    }
    try (PublishedIndex index = PublishedIndex.open(indexFile(type), type, last.index())) {
      index.sendAgain(ids);
    }
  }

  /**
   * What was sent under the last version may be of another file than it was made for: even the same
   * content gets a higher one next time. On disk when this returns.
   */
  public void distrustVersion(EntityType type) throws IOException {
    TypeState last = read(type);
    if (last != null) {
      write(type, new TypeState(last.dump(), last.run(), last.format(), "-", last.index()));
    }
  }

  /** The time, in milliseconds since the epoch, as runs are numbered. */
  public long now() {
    return clock.millis();
  }

  /** Whether anything was ever extracted. */
  public boolean isEmpty() throws IOException {
    for (EntityType type : EntityType.values()) {
      if (lastDump(type) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }

  private TypeState next(@Nullable TypeState last, int dump, int format, String sha256) {
    if (last == null) {
      return new TypeState(dump, clock.millis(), format, sha256, random.nextLong());
    }
    boolean same = last.dump() == dump && last.format() == format && last.sha256().equals(sha256);
    return same
        ? last
        : new TypeState(
            dump, Math.max(clock.millis(), last.run() + 1), format, sha256, last.index());
  }

  private @Nullable TypeState read(EntityType type) throws IOException {
    Path file = stateFile(type);
    return Files.exists(file)
        ? TypeState.parse(Files.readString(file, StandardCharsets.ISO_8859_1))
        : null;
  }

  private void write(EntityType type, TypeState state) throws IOException {
    Path file = stateFile(type);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(state.line().getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private Path indexFile(EntityType type) {
    return directory.resolve(type.plural() + ".index");
  }

  private Path stateFile(EntityType type) {
    return directory.resolve(type.plural() + ".state");
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }
}
