package org.discogsography.extractor.generate;

import org.discogsography.messages.EntityType;

/**
 * How many records a sample dump has. The smaller types follow from the releases, in a proportion
 * that makes sense for a sample: 12,000 artists, 2,500 labels and 3,000 masters for 20,000.
 */
public record SampleSize(long artists, long labels, long masters, long releases) {
  /**
   * The size of a dump with so many releases.
   *
   * @throws IllegalArgumentException if it is less than 1 or more than 200 million
   */
  public static SampleSize ofReleases(long releases) {
    if (releases < 1 || releases > 200_000_000) {
      throw new IllegalArgumentException("releases must be from 1 to 200,000,000");
    }
    return new SampleSize(
        Math.max(1, releases * 3 / 5),
        Math.max(1, releases / 8),
        Math.max(1, releases * 3 / 20),
        releases);
  }

  long of(EntityType type) {
    return switch (type) {
      case ARTISTS -> artists;
      case LABELS -> labels;
      case MASTERS -> masters;
      case RELEASES -> releases;
    };
  }
}
