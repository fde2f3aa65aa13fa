package org.discogsography.extractor.pipeline;

import java.io.FilterInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.discogsography.extractor.frame.DumpFormatException;

/**
 * Inflates a dump. Text shrinks to a tenth or so; what grows more than {@link #MAX_RATIO} times is
 * made to fill somebody's memory or disk. Not thread-safe.
 */
final class InflatedInput extends FilterInputStream {
  static final int MAX_RATIO = 200;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Small files may be as repetitive as they like. */
  private static final long ALWAYS_ALLOWED = 16L << 20;

  private final AtomicLong compressed;
  private long inflated;

  /**
   * @param compressed the count of compressed bytes, which the underlying stream keeps
   */
  InflatedInput(DumpInput in, AtomicLong compressed) throws IOException {
    super(new GZIPInputStream(in, BUFFER_BYTES));
    this.compressed = compressed;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int n = super.read(target, offset, length);
    if (n > 0) {
      inflated += n;
      if (inflated > ALWAYS_ALLOWED && inflated / MAX_RATIO > compressed.get()) {
        throw new DumpFormatException(
            inflated, "inflates to more than " + MAX_RATIO + " times its size, as no dump does");
      }
    }
    return n;
  }
}
