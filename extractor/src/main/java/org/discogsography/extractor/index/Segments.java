package org.discogsography.extractor.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * The slots of an index file, mapped into memory piece by piece. The file grows by writing zeros,
 * so that a full disk is an {@link IOException} here and not a crash at some later access. One
 * thread may grow it while others read and write slots that exist.
 */
final class Segments {
  static final int SLOT_BYTES = 16;

  /** 262,144 slots: 4 MiB. */
  private static final int SLOT_BITS = 18;

  private static final int SEGMENT_BYTES = SLOT_BYTES << SLOT_BITS;
  private static final int SLOT_MASK = (1 << SLOT_BITS) - 1;

  private final FileChannel channel;
  private final long offset;
  private volatile MappedByteBuffer[] segments;

  /**
   * Maps what the file has; a last piece that is not whole is written again.
   *
   * @param offset where the first slot is
   */
  Segments(FileChannel channel, long offset) throws IOException {
    this.channel = channel;
    this.offset = offset;
    this.segments = new MappedByteBuffer[0];
    int whole = (int) ((channel.size() - offset) / SEGMENT_BYTES);
    while (segments.length < whole) {
      map();
    }
  }

  /** One more than the greatest id that has a slot. */
  long size() {
    return (long) segments.length << SLOT_BITS;
  }

  /** Makes room for an id. */
  void reserve(long id) throws IOException {
    while (id >= size()) {
      allocate();
      map();
    }
  }

  long high(long id) {
    return segment(id).getLong(position(id));
  }

  long low(long id) {
    return segment(id).getLong(position(id) + Long.BYTES);
  }

  void set(long id, long high, long low) {
    MappedByteBuffer segment = segment(id);
    segment.putLong(position(id), high);
    segment.putLong(position(id) + Long.BYTES, low);
  }

  /** Has the disk hold what was set so far. */
  void force() {
    for (MappedByteBuffer segment : segments) {
      segment.force();
    }
  }

  private MappedByteBuffer segment(long id) {
    return segments[(int) (id >>> SLOT_BITS)];
  }

  private static int position(long id) {
    return (int) (id & SLOT_MASK) * SLOT_BYTES;
  }

  private void allocate() throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 16);
    long end = end(segments.length + 1);
    for (long at = end(segments.length); at < end; ) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), end - at));
      at += channel.write(zeros, at);
    }
  }

  private void map() throws IOException {
    int count = segments.length;
    MappedByteBuffer[] more = Arrays.copyOf(segments, count + 1);
    more[count] = channel.map(FileChannel.MapMode.READ_WRITE, end(count), SEGMENT_BYTES);
    segments = more;
  }

  private long end(int count) {
    return offset + (long) count * SEGMENT_BYTES;
  }
}
