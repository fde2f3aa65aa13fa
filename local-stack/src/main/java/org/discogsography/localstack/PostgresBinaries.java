package org.discogsography.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.place.Directories;
import org.discogsography.localstack.process.LocalStackException;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once from the jar that holds them for this processor. */
final class PostgresBinaries {
  private PostgresBinaries() {}

  /** The directory with bin, lib and share. */
  static Path unpacked() {
    String archive = archive();
    Path cache = Directories.create(Directories.cache());
    try {
      Path home = cache.resolve("postgres-" + fingerprint(archive));
      if (!Files.isDirectory(home)) {
        unpackOnce(archive, cache, home);
      }
      return home;
    } catch (IOException e) {
      throw new LocalStackException("Cannot unpack PostgreSQL to " + cache + ".", e);
    }
  }

  private static void unpackOnce(String archive, Path cache, Path home) throws IOException {
    try (FileChannel channel =
            FileChannel.open(
                cache.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (Files.isDirectory(home) || !lock.isValid()) {
        return;
      }
      Path unfinished = cache.resolve("unfinished");
      Directories.delete(unfinished);
      Directories.create(unfinished);
      unpack(archive, unfinished);
      Files.move(unfinished, home);
    }
  }

  private static void unpack(String archive, Path directory) throws IOException {
    Process tar =
        new ProcessBuilder("tar", "-x", "--no-same-owner", "-C", directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (InputStream in = new XZInputStream(open(archive));
        OutputStream out = tar.getOutputStream()) {
      in.transferTo(out);
    }
    try {
      if (!tar.waitFor(1, TimeUnit.MINUTES) || tar.exitValue() != 0) {
        throw new LocalStackException("tar could not unpack PostgreSQL to " + directory + ".");
      }
    } catch (InterruptedException e) {
      throw LocalStackException.interrupted("unpacking PostgreSQL", e);
    }
  }

  /** Other content, other directory: the jar's name does not say its version at run time. */
  private static String fingerprint(String archive) throws IOException {
    try (InputStream in = open(archive)) {
      java.util.zip.CRC32 sum = new java.util.zip.CRC32();
      sum.update(in.readAllBytes());
      return HexFormat.of().toHexDigits(sum.getValue(), 8);
    }
  }

  private static InputStream open(String archive) {
    InputStream in = PostgresBinaries.class.getResourceAsStream(archive);
    if (in == null) {
      throw new LocalStackException("The class path holds no PostgreSQL (" + archive + ").");
    }
    return in;
  }

  private static String archive() {
    String processor = System.getProperty("os.arch");
    return switch (processor) {
      case "amd64", "x86_64" -> "/postgres-linux-x86_64.txz";
      case "aarch64", "arm64" -> "/postgres-linux-arm_64.txz";
      default ->
          throw new LocalStackException("There is no PostgreSQL for this processor: " + processor);
    };
  }
}
