package org.discogsography.endtoend;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.discogsography.localstack.place.ServerUser;
import org.discogsography.localstack.place.SmallDisk;
import org.discogsography.localstack.process.ManagedProcess;

/** A table on a disk of its own that is too small for it. */
final class SmallTablespace implements AutoCloseable {
  private static final String SIZE = "64m";

  private final FaultPlatform faults;
  private final String table;
  private final SmallDisk disk;

  private SmallTablespace(FaultPlatform faults, String table, SmallDisk disk) {
    this.faults = faults;
    this.table = table;
    this.disk = disk;
  }

  /** Moves a table; empty for whoever may not mount a disk where the server sees it. */
  static Optional<SmallTablespace> of(FaultPlatform faults, String table) throws Exception {
    if (!(faults.platform.postgres.process() instanceof ManagedProcess)) {
      return Optional.empty();
    }
    Path directory = Files.createTempDirectory("discogsography-tablespace-");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    Optional<SmallDisk> disk = SmallDisk.mount(directory.resolve("disk"), SIZE);
    if (disk.isEmpty()) {
      Files.delete(directory.resolve("disk"));
      Files.delete(directory);
      return Optional.empty();
    }
    SmallTablespace small = new SmallTablespace(faults, table, disk.get());
    try {
      Path place = Files.createDirectory(disk.get().directory().resolve("tablespace"));
      ServerUser.current().own(disk.get().directory());
      faults.sql(
          "create tablespace small location '" + place + "'",
          "alter table " + table + " set tablespace small");
      return Optional.of(small);
    } catch (Exception e) {
      small.removeDisk();
      throw e;
    }
  }

  /** Nothing is left on the disk, and nothing inside the table's pages. */
  void fill() throws Exception {
    faults.sql("vacuum full " + table);
    byte[] megabyte = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(megabyte);
      }
    } catch (IOException full) {
      if (Files.getFileStore(disk.directory()).getUsableSpace() > 0) {
        throw full;
      }
    }
  }

  void makeRoom() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return disk.directory().resolve("filler");
  }

  /** Moves the table back. */
  @Override
  public void close() throws Exception {
    try {
      makeRoom();
      faults.sql("alter table " + table + " set tablespace pg_default", "drop tablespace small");
    } finally {
      removeDisk();
    }
  }

  private void removeDisk() throws IOException {
    disk.close();
    Files.deleteIfExists(disk.directory());
    Files.deleteIfExists(requireNonNull(disk.directory().getParent()));
  }
}
