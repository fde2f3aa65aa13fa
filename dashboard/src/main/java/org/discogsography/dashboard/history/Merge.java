package org.discogsography.dashboard.history;

/** What several samples of one figure become when they share a slot or a point of a chart. */
public enum Merge {
  /** For rates and times. */
  MEAN,
  /** For depths and states, where the peak is what matters. */
  HIGHEST
}
