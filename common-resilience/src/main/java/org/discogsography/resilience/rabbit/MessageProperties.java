package org.discogsography.resilience.rabbit;

import java.time.Instant;
import java.util.Map;

/**
 * The properties of a message that this library carries; every message is persistent.
 *
 * @param messageId the application's identifier
 * @param type the application's kind of message
 * @param contentType a MIME type
 * @param timestamp when it was made, to the second (AMQP 0-9-1 has no finer one)
 * @param headers strings, integers, longs and booleans; strings arrive as {@link String}
 */
public record MessageProperties(
    String messageId,
    String type,
    String contentType,
    Instant timestamp,
    Map<String, Object> headers) {
  public MessageProperties {
    headers = Map.copyOf(headers);
  }
}
