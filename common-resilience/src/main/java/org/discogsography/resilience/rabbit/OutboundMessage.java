package org.discogsography.resilience.rabbit;

import static java.util.Objects.requireNonNull;

/**
 * A message to publish.
 *
 * @param exchange the exchange, or the empty string for the default exchange
 * @param routingKey the routing key, with the default exchange a queue's name
 * @param body the body; not copied, so it must not change afterwards
 */
public record OutboundMessage(
    String exchange, String routingKey, MessageProperties properties, byte[] body) {
  public OutboundMessage {
    requireNonNull(exchange, "exchange is null");
    requireNonNull(routingKey, "routingKey is null");
    requireNonNull(properties, "properties is null");
    requireNonNull(body, "body is null");
  }
}
