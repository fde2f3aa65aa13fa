package org.discogsography.extractor.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.discogsography.messages.EntityType;

/** The first page of an index file: what it is, and an identity that its state file repeats. */
final class IndexHeader {
  static final int BYTES = 4096;

  private final byte[] page;

  IndexHeader(EntityType type, long identity) {
    String text = "discogsography published index 1 %s %d%n".formatted(type.plural(), identity);
    this.page = Arrays.copyOf(text.getBytes(StandardCharsets.US_ASCII), BYTES);
  }

  /** Whether the file begins with exactly this header. */
  boolean isIn(FileChannel channel) throws IOException {
    byte[] actual = new byte[BYTES];
    ByteBuffer buffer = ByteBuffer.wrap(actual);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, buffer.position()) < 0) {
        return false;
      }
    }
    return Arrays.equals(page, actual);
  }

  /** Makes the file this header and nothing else, and has the disk hold it. */
  void writeTo(FileChannel channel) throws IOException {
    channel.truncate(0);
    ByteBuffer buffer = ByteBuffer.wrap(page);
    while (buffer.hasRemaining()) {
      channel.write(buffer, buffer.position());
    }
    channel.force(true);
  }
}
