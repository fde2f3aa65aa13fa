package org.discogsography.extractor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes. Root can always mount one; nobody else can. */
public final class SmallDisk implements AutoCloseable {
  private final Path directory;

  private SmallDisk(Path directory) {
    this.directory = directory;
  }

  public static SmallDisk mount(Path directory, String size) throws Exception {
    Files.createDirectories(directory);
    boolean mounted =
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString());
    if (!mounted && System.getProperty("user.name").equals("root")) {
      throw new IllegalStateException("root could not mount a file system at " + directory);
    }
    Assumptions.assumeTrue(mounted, "only root can mount a file system");
    return new SmallDisk(directory);
  }

  public void resize(String size) throws Exception {
    run("mount", "-o", "remount,size=" + size, directory.toString());
  }

  public Path directory() {
    return directory;
  }

  @Override
  public void close() throws Exception {
    run("umount", "-l", directory.toString());
  }

  private static boolean run(String... command) throws Exception {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
