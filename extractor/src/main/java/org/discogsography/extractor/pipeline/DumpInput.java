package org.discogsography.extractor.pipeline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;

/** The compressed bytes of a file, counted and hashed as they are read. Not thread-safe. */
final class DumpInput extends FilterInputStream {
  private final MessageDigest digest;
  private final AtomicLong bytesRead;

  private DumpInput(InputStream in, AtomicLong bytesRead) throws NoSuchAlgorithmException {
    super(in);
    this.digest = MessageDigest.getInstance("SHA-256");
    this.bytesRead = bytesRead;
  }

  /**
   * @param bytesRead goes along with what was read
   */
  static DumpInput open(Path file, AtomicLong bytesRead) throws IOException {
    try {
      return new DumpInput(Files.newInputStream(file), bytesRead);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = super.read(target, offset, length);
    if (n > 0) {
      digest.update(target, offset, n);
      bytesRead.addAndGet(n);
    }
    return n;
  }

  @Override
  public long skip(long n) {
    throw new UnsupportedOperationException("every byte is hashed");
  }

  /** Reads what is left and returns the SHA-256 of all bytes in lower-case hex. */
  String sha256() throws IOException {
    byte[] rest = new byte[1 << 16];
    while (read(rest, 0, rest.length) >= 0) {
      // Only hashed.
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
