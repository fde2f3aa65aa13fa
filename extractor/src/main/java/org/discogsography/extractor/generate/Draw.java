package org.discogsography.extractor.generate;

import java.util.List;
import java.util.SplittableRandom;

/** The random choices of one record, the same for the same seed, topic and id. Not thread-safe. */
final class Draw {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final SplittableRandom random;

  private Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /**
   * @param topic tells apart what is drawn about the same id
   */
  static Draw of(long seed, int topic, long id) {
    return new Draw((seed * 31 + topic) * GOLDEN + id * 0xc2b2ae3d27d4eb4fL);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A whole number between the bounds, both included. */
  int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  long id(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  /** Mostly small numbers, up to the greatest: a few are drawn very often. */
  long popular(long greatest) {
    double skewed = Math.pow(random.nextDouble(), 2.5);
    return 1 + (long) (skewed * greatest);
  }

  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Half are smaller than the median, one in a hundred is greater than {@code p99}. */
  int size(double median, double p99, int most) {
    double sigma = Math.log(p99 / median) / 2.326;
    double size = median * Math.exp(sigma * random.nextGaussian());
    return (int) Math.min(size, most);
  }
}
