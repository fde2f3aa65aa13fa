package org.discogsography.resilience.rabbit;

/**
 * A message that a subscription received and that has to be settled in the same subscription.
 *
 * @param tag the delivery tag, valid within the subscription it came from
 * @param redelivered whether the broker delivered it before
 * @param exchange the exchange it was published to
 * @param queue the queue it came from
 * @param properties empty strings and the epoch stand for properties that the message lacks
 * @param body the body; not copied
 */
public record Delivery(
    long tag,
    boolean redelivered,
    String exchange,
    String queue,
    MessageProperties properties,
    byte[] body) {}
