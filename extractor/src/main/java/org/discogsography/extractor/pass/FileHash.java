package org.discogsography.extractor.pass;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.discogsography.extractor.dump.Checksums;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpFile;
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
    try (InputStream in = Files.newInputStream(file.path())) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 18];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new DumpException(file.name() + " cannot be read: " + e.getMessage() + ".", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
