package org.discogsography.resilience.resource;

/**
 * What happened to a resource since the start, beyond the calls themselves.
 *
 * @param reconnections times it came back after it had been away
 * @param rollbacks transactions that were left open or aborted and were rolled back on return
 * @param poolResets times that idle connections were evicted because one was found dead
 */
public record ResourceCounters(long reconnections, long rollbacks, long poolResets) {}
