package org.discogsography.extractor.generate;

/**
 * What happens to a sample dump from one month to the next.
 *
 * @param seed decides which records are meant
 * @param changed the share of the records that get another content, from 0 to 1
 * @param added how many records come, as a share of those that were there
 * @param removed the share of the records that go
 */
public record Month(long seed, double changed, double added, double removed) {
  public Month {
    requireShare("changed", changed);
    requireShare("added", added);
    requireShare("removed", removed);
    if (removed > 0.5) {
      throw new IllegalArgumentException("removed must be at most 0.5");
    }
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(name + " must be a share from 0 to 1");
    }
  }
}
