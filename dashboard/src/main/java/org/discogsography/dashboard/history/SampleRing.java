package org.discogsography.dashboard.history;

import java.util.Arrays;
import java.util.List;

/**
 * Samples in slots of one length, the newest of them over the oldest. All of its memory is taken at
 * once: a number of four bytes for each column and slot, and twelve bytes for each slot. Not
 * thread-safe.
 */
final class SampleRing {
  private static final long NEVER = Long.MIN_VALUE;

  private final List<Column> columns;
  private final int stepSeconds;
  private final long[] slots;
  private final float[][] values;
  private final int[] counts;

  SampleRing(List<Column> columns, int stepSeconds, int capacity) {
    this.columns = columns;
    this.stepSeconds = stepSeconds;
    this.slots = new long[capacity];
    Arrays.fill(slots, NEVER);
    this.values = new float[columns.size()][capacity];
    this.counts = new int[capacity];
  }

  int stepSeconds() {
    return stepSeconds;
  }

  /** How far back it reaches. */
  long spanSeconds() {
    return (long) stepSeconds * slots.length;
  }

  long bytes() {
    return slots.length * (Long.BYTES + Integer.BYTES + (long) Float.BYTES * columns.size());
  }

  /** Takes a sample of all columns; what is not known is NaN. */
  void add(long epochSecond, float[] sample) {
    long slot = Math.floorDiv(epochSecond, (long) stepSeconds);
    int place = place(slot);
    if (slots[place] > slot) {
      return;
    }
    open(slot, place);
    int seen = counts[place]++;
    for (int column = 0; column < sample.length; column++) {
      values[column][place] = merged(column, values[column][place], sample[column], seen);
    }
  }

  /** Puts in what somebody else remembers, only where nothing is known. */
  void fill(long epochSecond, int column, float value) {
    long slot = Math.floorDiv(epochSecond, (long) stepSeconds);
    int place = place(slot);
    if (slots[place] > slot) {
      return;
    }
    open(slot, place);
    if (Float.isNaN(values[column][place])) {
      values[column][place] = value;
    }
  }

  /** The figure of the slot that holds this second; NaN where there is none. */
  float at(long epochSecond, int column) {
    long slot = Math.floorDiv(epochSecond, (long) stepSeconds);
    int place = place(slot);
    return slots[place] == slot ? values[column][place] : Float.NaN;
  }

  /**
   * The oldest second that anything is known of, no older than the given one; the end of time where
   * nothing is.
   */
  long oldest(long notBefore) {
    long oldest = Long.MAX_VALUE;
    for (int place = 0; place < slots.length; place++) {
      long second = slots[place] == NEVER ? NEVER : slots[place] * stepSeconds;
      if (second >= notBefore && second < oldest && known(place)) {
        oldest = second;
      }
    }
    return oldest;
  }

  private boolean known(int place) {
    for (float[] column : values) {
      if (!Float.isNaN(column[place])) {
        return true;
      }
    }
    return false;
  }

  private void open(long slot, int place) {
    if (slots[place] != slot) {
      slots[place] = slot;
      counts[place] = 0;
      for (float[] column : values) {
        column[place] = Float.NaN;
      }
    }
  }

  private float merged(int column, float before, float now, int seen) {
    if (Float.isNaN(before) || Float.isNaN(now)) {
      return Float.isNaN(now) ? before : now;
    }
    return switch (columns.get(column).merge()) {
      case MEAN -> before + (now - before) / (seen + 1);
      case HIGHEST -> Math.max(before, now);
    };
  }

  private int place(long slot) {
    return (int) Math.floorMod(slot, (long) slots.length);
  }
}
