package org.discogsography.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Runs two ways to do the same in turn, so that whatever else the machine does hits both alike, and
 * compares their rates.
 */
final class Pairs {
  /** One way; returns how many records it went through. */
  interface Way {
    long run() throws Exception;
  }

  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final int warmups;
  private final int rounds;

  Pairs(PrintStream out, int warmups, int rounds) {
    this.out = out;
    this.warmups = warmups;
    this.rounds = rounds;
  }

  /** The median of the ratio of the first way's rate to the second's. */
  double ratio(String firstName, Way first, String secondName, Way second) throws Exception {
    List<Double> ratios = new ArrayList<>();
    for (int round = 1; round <= warmups + rounds; round++) {
      // Which of the two goes first changes too.
      boolean firstLeads = round % 2 == 0;
      double one = firstLeads ? rate(first) : 0;
      double other = rate(second);
      one = firstLeads ? one : rate(first);
      out.printf(
          "%s %2d  %s %,.0f/s  %s %,.0f/s  ratio %.3f%n",
          round <= warmups ? "warm-up" : "round  ",
          round <= warmups ? round : round - warmups,
          firstName,
          one,
          secondName,
          other,
          one / other);
      if (round > warmups) {
        ratios.add(one / other);
      }
    }
    Collections.sort(ratios);
    return ratios.get(ratios.size() / 2);
  }

  /** Prints the verdict and returns the exit status. */
  int verdict(String name, double ratio, double bar) {
    out.printf(
        "%d processors, load average %.1f; both ways need the machine for themselves%n",
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    out.printf(
        "%s: ratio %.3f (median of %d), bar %.2f: %s%n",
        name, ratio, rounds, bar, ratio >= bar ? "met" : "NOT MET");
    return ratio >= bar ? 0 : 1;
  }

  private static double rate(Way way) throws Exception {
    long start = System.nanoTime();
    long records = way.run();
    return records * NANOS_PER_SECOND / (System.nanoTime() - start);
  }
}
