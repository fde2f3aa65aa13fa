package org.discogsography.extractor.frame;

import java.util.Arrays;

/** Where records begin and end within a buffer. Grows while a chunk is filled; not thread-safe. */
public final class Spans {
  private int[] bounds = new int[64];
  private int count;

  void add(int start, int end) {
    if (2 * count == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    bounds[2 * count] = start;
    bounds[2 * count + 1] = end;
    count++;
  }

  public int count() {
    return count;
  }

  public int start(int record) {
    return bounds[2 * record];
  }

  /** The first byte after the record. */
  public int end(int record) {
    return bounds[2 * record + 1];
  }
}
