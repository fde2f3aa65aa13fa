package org.discogsography.extractor.download;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Stream;
import org.discogsography.extractor.dump.FileDigest;
import org.discogsography.extractor.progress.DownloadProgress;

/**
 * A directory inside the one of the dumps in which files wait until their whole dump is there, so
 * that nobody extracts half of one. What is in it under its own name was verified. One thread.
 */
final class Staging {
  private static final String PART = ".part";

  private final Path dumps;
  private final Path directory;
  private final DownloadProgress progress;

  Staging(Path dumps, DownloadProgress progress) {
    this.dumps = dumps;
    this.directory = dumps.resolve(".download");
    this.progress = progress;
  }

  /** Whether a dump was begun and not put in its place. */
  boolean isBegun() {
    return Files.exists(directory);
  }

  /** Throws away what is no file of the wanted dump, as another one's that was given up. */
  void keepOnly(Set<String> names) throws IOException {
    Files.createDirectories(directory);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (!names.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  /** Whether the file is among the dumps, or waits here, with that content. */
  boolean has(String name, String sha256) throws IOException, InterruptedException {
    progress.verifying(name);
    if (is(dumps.resolve(name), sha256)) {
      // One with another content would take its place.
      Files.deleteIfExists(directory.resolve(name));
      return true;
    }
    return is(directory.resolve(name), sha256);
  }

  /**
   * Writes a file from the site, and has the disk hold it.
   *
   * @throws DownloadException if that does not work, or its content is another one
   */
  void receive(DumpSite site, RemoteDump dump, String name, String sha256)
      throws DownloadException, InterruptedException {
    Path part = directory.resolve(name + PART);
    try {
      String actual = write(site, dump, name, part);
      if (!actual.equals(sha256)) {
        throw new DownloadException(
            "%s came with the SHA-256 %s, and the CHECKSUM file says %s."
                .formatted(name, actual, sha256));
      }
      Files.move(part, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new DownloadException(
          "%s cannot be written into %s: %s.".formatted(name, directory, e.getMessage()), e);
    } finally {
      deleteQuietly(part);
    }
  }

  /** Puts everything in its place; the files that verify come first. */
  void publish(RemoteDump dump, String checksums) throws IOException {
    Path list = directory.resolve(dump.checksums());
    Files.writeString(
        list,
        checksums,
        StandardCharsets.UTF_8,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
    move(list);
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.sorted().toList()) {
        move(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  private String write(DumpSite site, RemoteDump dump, String name, Path part)
      throws DownloadException, IOException, InterruptedException {
    MessageDigest digest = FileDigest.sha256();
    try (FileOutputStream out = new FileOutputStream(part.toFile())) {
      long[] total = new long[1];
      site.download(
          dump,
          name,
          size -> {
            requireSpace(name, size);
            progress.downloading(name, size);
            return (bytes, count) -> {
              out.write(bytes, 0, count);
              digest.update(bytes, 0, count);
              total[0] += count;
              progress.read(total[0]);
            };
          });
      out.getFD().sync();
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private void requireSpace(String name, long size) throws DownloadException, IOException {
    long free = Files.getFileStore(directory).getUsableSpace();
    if (size > free) {
      throw new DownloadException(
          "%s needs %,d bytes, and %s has room for %,d.".formatted(name, size, directory, free));
    }
  }

  private void move(Path file) throws IOException {
    Files.move(
        file,
        dumps.resolve(file.getFileName()),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean is(Path file, String sha256) throws IOException, InterruptedException {
    return Files.isRegularFile(file) && FileDigest.sha256(file).equals(sha256);
  }

  private static void deleteQuietly(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // Written over by the next try.
    }
  }
}
