package org.discogsography.dashboard.broker;

/**
 * One work queue and its dead-letter queue. A number of messages below 0 is not known: the broker
 * has counted nothing yet.
 *
 * @param queue its name
 * @param sink the worker that empties it
 * @param type the kind of record in it
 * @param exists false where the broker has no such queue (yet)
 * @param ready messages that wait
 * @param unacknowledged messages that a worker has in hand
 * @param inPerSecond messages that arrive
 * @param acknowledgedPerSecond messages that are done
 * @param deadLetters messages in the dead-letter queue
 */
public record QueueFigures(
    String queue,
    String sink,
    String type,
    boolean exists,
    long ready,
    long unacknowledged,
    long consumers,
    double inPerSecond,
    double acknowledgedPerSecond,
    long deadLetters) {}
