package org.discogsography.resilience.rabbit;

/**
 * How full a queue is, as the broker counts it.
 *
 * @param ready messages that wait for a consumer; those delivered and unacked are not counted
 * @param consumers consumers on the queue, those that stand by included
 */
public record QueueDepth(String queue, long ready, long consumers) {}
