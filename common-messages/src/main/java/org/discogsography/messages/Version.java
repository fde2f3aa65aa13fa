package org.discogsography.messages;

import java.util.Comparator;

/**
 * Which of two messages about the same record is newer: the later dump, and within a dump the later
 * run. A lower version never overwrites a higher one.
 *
 * @param dump the dump's date as yyyymmdd
 * @param run when this content was first seen under that date, in milliseconds since the epoch
 */
public record Version(int dump, long run) implements Comparable<Version> {
  private static final Comparator<Version> ORDER =
      Comparator.comparingInt(Version::dump).thenComparingLong(Version::run);

  @Override
  public int compareTo(Version other) {
    return ORDER.compare(this, other);
  }
}
