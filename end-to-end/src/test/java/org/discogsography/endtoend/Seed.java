package org.discogsography.endtoend;

import java.util.Random;

/**
 * What is random in the fault matrix follows from one number, {@code -Dfaults.seed=S} (default: 1).
 * A row draws the same whether it runs alone or among all.
 */
final class Seed {
  private static final long VALUE = Long.getLong("faults.seed", 1);

  private Seed() {}

  static long value() {
    return VALUE;
  }

  /** For a dump of a row. */
  static long ofDump(String row, int number) {
    return of(row + ", dump " + number).nextInt(1_000_000);
  }

  /** What a row, or something else with a name of its own, draws from. */
  static Random of(String name) {
    return new Random(VALUE * 1_000_003 + name.hashCode());
  }
}
