package org.discogsography.localstack.place;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.discogsography.localstack.process.LocalStackException;

/** Directories that servers use. */
public final class Directories {
  /** Where root keeps what an unprivileged user must reach when the project is out of its reach. */
  private static final Path SYSTEM_STATE = Path.of("/var/lib/discogsography");

  private static final Path SYSTEM_CACHE = Path.of("/var/cache/discogsography");

  private Directories() {}

  /** Creates a directory that others may pass through. */
  public static Path create(Path directory) {
    try {
      if (!Files.isDirectory(directory)) {
        Path parent = directory.toAbsolutePath().getParent();
        if (parent != null) {
          create(parent);
        }
        Files.createDirectory(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return directory;
    } catch (IOException e) {
      throw new LocalStackException("Cannot create " + directory + ": " + e.getMessage() + ".", e);
    }
  }

  /** The directory itself, or one elsewhere that stands for it if the user cannot reach it. */
  public static Path reachable(Path directory, ServerUser user) {
    Path absolute = directory.toAbsolutePath().normalize();
    if (user.reaches(absolute)) {
      return absolute;
    }
    byte[] path = absolute.toString().getBytes(StandardCharsets.UTF_8);
    return SYSTEM_STATE.resolve(UUID.nameUUIDFromBytes(path).toString());
  }

  /** Where unpacked programs are kept for all stacks of this user. */
  public static Path cache() {
    if (ServerUser.isRoot()) {
      return SYSTEM_CACHE;
    }
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("discogsography");
  }

  /** Deletes a directory with all that is in it; one that does not exist is fine. */
  public static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new LocalStackException("Cannot delete " + directory + ": " + e.getMessage() + ".", e);
    }
  }
}
