package org.discogsography.extractor.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.discogsography.extractor.frame.Malformed;

/** The records of a chunk as they will be sent: id, body and SHA-256 of each. Immutable. */
public final class RecordBatch {
  static final int HASH_BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long inputEnd;
  private final int count;
  private final long[] ids;
  private final long[] positions;
  private final int[] ends;
  private final byte[] bodies;
  private final byte[] hashes;
  private final List<Malformed> malformed;

  RecordBatch(
      long inputEnd,
      int count,
      long[] ids,
      long[] positions,
      int[] ends,
      byte[] bodies,
      byte[] hashes,
      List<Malformed> malformed) {
    this.inputEnd = inputEnd;
    this.count = count;
    this.ids = ids;
    this.positions = positions;
    this.ends = ends;
    this.bodies = bodies;
    this.hashes = hashes;
    this.malformed = List.copyOf(malformed);
  }

  /** Up to which byte of the inflated file this goes. */
  public long inputEnd() {
    return inputEnd;
  }

  public int count() {
    return count;
  }

  public long id(int record) {
    return ids[record];
  }

  /** Where the record begins in the inflated file. */
  public long position(int record) {
    return positions[record];
  }

  /** The record's JSON, copied. */
  public byte[] body(int record) {
    return Arrays.copyOfRange(bodies, record == 0 ? 0 : ends[record - 1], ends[record]);
  }

  /** The SHA-256 of the body, copied. */
  public byte[] sha256(int record) {
    return Arrays.copyOfRange(hashes, record * HASH_BYTES, (record + 1) * HASH_BYTES);
  }

  /** The first 8 bytes of the SHA-256. */
  public long hashHigh(int record) {
    return (long) LONG.get(hashes, record * HASH_BYTES);
  }

  /** The second 8 bytes of the SHA-256. */
  public long hashLow(int record) {
    return (long) LONG.get(hashes, record * HASH_BYTES + Long.BYTES);
  }

  /** The records of the chunk that are left out. */
  public List<Malformed> malformed() {
    return malformed;
  }
}
