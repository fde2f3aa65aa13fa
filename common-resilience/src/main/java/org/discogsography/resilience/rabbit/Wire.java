package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.LongString;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Properties and deliveries between our types and the client's. */
final class Wire {
  private static final int PERSISTENT = 2;

  private Wire() {}

  /**
   * @param correlationId comes back with a returned message and tells which one it is
   */
  static AMQP.BasicProperties properties(MessageProperties properties, String correlationId) {
    return new AMQP.BasicProperties.Builder()
        .messageId(properties.messageId())
        .type(properties.type())
        .contentType(properties.contentType())
        .timestamp(Date.from(properties.timestamp()))
        .deliveryMode(PERSISTENT)
        .correlationId(correlationId)
        .headers(properties.headers())
        .build();
  }

  static Delivery delivery(
      String queue, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
    return new Delivery(
        envelope.getDeliveryTag(),
        envelope.isRedeliver(),
        envelope.getExchange(),
        queue,
        properties(properties),
        body);
  }

  private static MessageProperties properties(AMQP.BasicProperties properties) {
    Date timestamp = properties.getTimestamp();
    return new MessageProperties(
        Objects.requireNonNullElse(properties.getMessageId(), ""),
        Objects.requireNonNullElse(properties.getType(), ""),
        Objects.requireNonNullElse(properties.getContentType(), ""),
        timestamp == null ? Instant.EPOCH : timestamp.toInstant(),
        headers(properties.getHeaders()));
  }

  private static Map<String, Object> headers(@Nullable Map<String, Object> headers) {
    Map<String, Object> plain = new HashMap<>();
    if (headers != null) {
      headers.forEach((name, value) -> {
        if (value != null) {
          plain.put(name, plain(value));
        }
      });
    }
    return plain;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case LongString text -> text.toString();
      case List<?> list -> list.stream().filter(Objects::nonNull).map(Wire::plain).toList();
      case Map<?, ?> map -> {
        Map<String, Object> plain = new HashMap<>();
        map.forEach((name, each) -> {
          if (each != null) {
            plain.put(String.valueOf(name), plain(each));
          }
        });
        yield plain;
      }
      default -> value;
    };
  }
}
