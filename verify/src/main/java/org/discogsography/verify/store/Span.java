package org.discogsography.verify.store;

import org.discogsography.verify.digest.Digests;

/**
 * Neighbouring ids.
 *
 * @param from included
 * @param to not included
 */
public record Span(long from, long to) {
  /** The ids of a number of buckets. */
  public static Span ofBuckets(int first, int count) {
    return new Span((long) first * Digests.BUCKET, (long) (first + count) * Digests.BUCKET);
  }
}
