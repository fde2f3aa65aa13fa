package org.discogsography.extractor.record;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.extractor.frame.Malformed;
import org.discogsography.extractor.frame.RecordChunk;
import org.discogsography.messages.RecordMessageCodec;

/** Gathers the encoded records of a chunk. Not thread-safe. */
final class BatchBuilder {
  private final RecordChunk chunk;
  private final BodyBuffer bodies;
  private final long[] ids;
  private final long[] positions;
  private final int[] ends;
  private final byte[] hashes;
  private final List<Malformed> malformed;
  private final MessageDigest digest = sha256();
  private int count;
  private int bodiesEnd;

  BatchBuilder(RecordChunk chunk) {
    this.chunk = chunk;
    this.bodies = new BodyBuffer(chunk.bytes().length);
    this.ids = new long[chunk.count()];
    this.positions = new long[chunk.count()];
    this.ends = new int[chunk.count()];
    this.hashes = new byte[chunk.count() * RecordBatch.HASH_BYTES];
    this.malformed = new ArrayList<>(chunk.malformed());
  }

  BodyBuffer bodies() {
    return bodies;
  }

  /** Takes what was written to the buffer since the last call as the record's body. */
  void add(int record, long id) throws MalformedRecordException {
    int length = bodies.size() - bodiesEnd;
    if (length > RecordMessageCodec.MAX_BODY_BYTES) {
      throw new MalformedRecordException(
          "too_large", "The record's JSON has " + length + " bytes.");
    }
    hash(length);
    ids[count] = id;
    positions[count] = chunk.positionOf(record);
    bodiesEnd = bodies.size();
    ends[count] = bodiesEnd;
    count++;
  }

  void malformed(int record, String reason, String detail) {
    bodies.truncate(bodiesEnd);
    malformed.add(new Malformed(chunk.positionOf(record), chunk.looseId(record), reason, detail));
  }

  RecordBatch build() {
    return new RecordBatch(
        chunk.end(), count, ids, positions, ends, bodies.bytes(), hashes, malformed);
  }

  private void hash(int length) {
    digest.update(bodies.bytes(), bodiesEnd, length);
    try {
      digest.digest(hashes, count * RecordBatch.HASH_BYTES, RecordBatch.HASH_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("the array has room for every hash", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
