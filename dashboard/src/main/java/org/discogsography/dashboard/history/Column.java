package org.discogsography.dashboard.history;

/**
 * One figure that is kept over time.
 *
 * @param name what it is of, such as {@code ready:discogsography.graphinator.artists}
 */
public record Column(String name, Merge merge) {}
