package org.discogsography.localstack.place;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A file system of a few megabytes, for tests of a full disk. One thread. */
public final class SmallDisk implements AutoCloseable {
  private static final int MOUNT_SECONDS = 30;

  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  /**
   * Mounts one. Root can always do that, and nobody else can.
   *
   * @param size as mount takes it, as in 6m
   * @return empty for everybody but root
   * @throws IOException if root could not mount it either
   */
  public static Optional<SmallDisk> mount(Path directory, String size) throws IOException {
    Files.createDirectories(directory);
    if (run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString())) {
      return Optional.of(new SmallDisk(directory));
    }
    if ("root".equals(System.getProperty("user.name"))) {
      throw new IOException("root could not mount a file system at " + directory);
    }
    return Optional.empty();
  }

  /** Gives it another size, with what it holds. */
  public void resize(String size) throws IOException {
    if (!run("mount", "-o", "remount,size=" + size, directory.toString())) {
      throw new IOException("could not resize the file system at " + directory);
    }
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    if (!run("umount", "-l", directory.toString())) {
      throw new IOException("could not unmount the file system at " + directory);
    }
  }

  private static boolean run(String... command) throws IOException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    try {
      return process.waitFor(MOUNT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(command[0]);
    } finally {
      process.destroyForcibly();
    }
  }
}
