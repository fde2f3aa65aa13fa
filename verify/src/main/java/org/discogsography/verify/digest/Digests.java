package org.discogsography.verify.digest;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Sums over the records of each bucket of {@link #BUCKET} neighbouring ids, in any order. 72 bytes
 * a bucket: under 4 MB for 200 million ids. Not thread-safe.
 */
public final class Digests {
  /** Ids in a bucket. */
  public static final int BUCKET = 4_096;

  private final Map<Part, long[]> sums = new EnumMap<>(Part.class);
  private int buckets;
  private long latestRun;

  /** The bucket of an id. */
  public static int bucket(long id) {
    return Math.toIntExact(Math.floorDiv(id, BUCKET));
  }

  /** Adds to a part of a bucket. */
  public void add(Part part, int bucket, long value) {
    long[] row = sums.getOrDefault(part, new long[1]);
    if (bucket >= row.length) {
      row = Arrays.copyOf(row, Math.max(bucket + 1, row.length * 2));
    }
    row[bucket] += value;
    sums.put(part, row);
    buckets = Math.max(buckets, bucket + 1);
  }

  /** How many buckets there are; ids from here times {@link #BUCKET} on have none. */
  public int buckets() {
    return buckets;
  }

  /** A part of a bucket. */
  public long get(Part part, int bucket) {
    long[] row = sums.getOrDefault(part, new long[0]);
    return bucket < row.length ? row[bucket] : 0;
  }

  /** A part of all buckets together. */
  public long total(Part part) {
    return Arrays.stream(sums.getOrDefault(part, new long[0])).sum();
  }

  /** The buckets in which any of these parts is not the same. */
  public BitSet differing(Digests other, Set<Part> parts) {
    BitSet differing = new BitSet();
    for (int bucket = 0; bucket < Math.max(buckets, other.buckets); bucket++) {
      for (Part part : parts) {
        if (get(part, bucket) != other.get(part, bucket)) {
          differing.set(bucket);
        }
      }
    }
    return differing;
  }

  /** The highest run that was met under the dump's date, or 0. */
  public long latestRun() {
    return latestRun;
  }

  /** Takes note of a run under the dump's date. */
  public void met(long run) {
    latestRun = Math.max(latestRun, run);
  }
}
