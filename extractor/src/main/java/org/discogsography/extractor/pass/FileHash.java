package org.discogsography.extractor.pass;

import java.io.IOException;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.dump.FileDigest;
import org.jspecify.annotations.Nullable;

/** The SHA-256 of a whole file, known before its first record is sent. */
final class FileHash {
  private FileHash() {}

  /**
   * @return lower-case hex
   * @throws DumpException if the file cannot be read, or is not what the CHECKSUM file says
   */
  static String verified(DumpFile file, @Nullable Checksums checksums)
      throws DumpException, InterruptedException {
    String actual = of(file);
    String expected = checksums == null ? null : checksums.of(file);
    if (expected != null && !expected.equals(actual)) {
      throw new DumpException(
          "%s has the SHA-256 %s, and the CHECKSUM file says %s; get it again."
              .formatted(file.name(), actual, expected));
    }
    return actual;
  }

  private static String of(DumpFile file) throws DumpException, InterruptedException {
    try {
      return FileDigest.sha256(file.path());
    } catch (IOException e) {
      throw new DumpException(
          Failure.UNREADABLE, file.name() + " cannot be read: " + e.getMessage() + ".", e);
    }
  }
}
