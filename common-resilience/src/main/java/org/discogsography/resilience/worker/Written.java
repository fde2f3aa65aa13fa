package org.discogsography.resilience.worker;

/**
 * What a committed batch did.
 *
 * @param written records whose data changed
 * @param unchanged records that were there already, or older than what was there
 */
public record Written(int written, int unchanged) {}
