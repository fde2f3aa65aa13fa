package org.discogsography.extractor.pass;

import java.util.Arrays;

/** A set of ids, one bit each: 25 MB for the greatest id that is allowed. Not thread-safe. */
final class IdSet {
  private long[] words = new long[1 << 10];

  /**
   * Returns false if it was in the set already.
   *
   * @param id at most 2,147,483,647
   */
  boolean add(long id) {
    int word = (int) (id >>> 6);
    if (word >= words.length) {
      words = Arrays.copyOf(words, Math.max(word + 1, words.length + words.length / 2));
    }
    long bit = 1L << (id & 63);
    boolean fresh = (words[word] & bit) == 0;
    words[word] |= bit;
    return fresh;
  }

  boolean contains(long id) {
    int word = (int) (id >>> 6);
    return word < words.length && (words[word] & (1L << (id & 63))) != 0;
  }
}
