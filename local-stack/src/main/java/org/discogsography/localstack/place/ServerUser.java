package org.discogsography.localstack.place;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.discogsography.localstack.process.LocalStackException;

/**
 * The user that PostgreSQL runs as: it refuses to run as root, so there it is {@code postgres} or,
 * where that user does not exist, {@code nobody}; otherwise it is the user who asks.
 */
public final class ServerUser {
  private static final ServerUser SELF = new ServerUser(-1, -1);

  private final int uid;
  private final int gid;

  private ServerUser(int uid, int gid) {
    this.uid = uid;
    this.gid = gid;
  }

  public static ServerUser current() {
    return isRoot() ? unprivileged() : SELF;
  }

  public static boolean isRoot() {
    try {
      return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
    } catch (IOException e) {
      throw new LocalStackException("Cannot find out which user this is: /proc is missing.", e);
    }
  }

  /** The words to put before a command, so that it runs as this user. */
  public List<String> prefix() {
    if (this == SELF) {
      return List.of();
    }
    String setpriv =
        Programs.find("setpriv")
            .map(Path::toString)
            .orElseThrow(() ->
                new LocalStackException(
                    "PostgreSQL refuses to run as root, and setpriv is missing:"
                        + " install util-linux, or run as another user."));
    return List.of(setpriv, "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--");
  }

  /** Makes this user the owner of a directory and of all that is in it. */
  public void own(Path directory) throws IOException {
    if (this == SELF) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes)
              throws IOException {
            return own(path);
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            return own(path);
          }

          private FileVisitResult own(Path path) throws IOException {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Whether this user can get through every directory on the way to a path. */
  public boolean reaches(Path path) {
    if (this == SELF) {
      return true;
    }
    for (Path at = path.toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at) && !opensTo(at)) {
        return false;
      }
    }
    return true;
  }

  private boolean opensTo(Path directory) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(directory);
      boolean owner = (int) Files.getAttribute(directory, "unix:uid") == uid;
      return permissions.contains(
          owner ? PosixFilePermission.OWNER_EXECUTE : PosixFilePermission.OTHERS_EXECUTE);
    } catch (IOException e) {
      return false;
    }
  }

  private static ServerUser unprivileged() {
    try {
      List<String> users = Files.readAllLines(Path.of("/etc/passwd"));
      return find(users, "postgres")
          .or(() -> find(users, "nobody"))
          .orElseThrow(() ->
              new LocalStackException(
                  "PostgreSQL refuses to run as root, and there is neither a user postgres"
                      + " nor nobody."));
    } catch (IOException e) {
      throw new LocalStackException("Cannot read /etc/passwd.", e);
    }
  }

  private static Optional<ServerUser> find(List<String> users, String name) {
    return users.stream()
        .map(line -> line.split(":"))
        .filter(fields -> fields.length > 3 && fields[0].equals(name))
        .map(fields -> new ServerUser(Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
        .findFirst();
  }
}
