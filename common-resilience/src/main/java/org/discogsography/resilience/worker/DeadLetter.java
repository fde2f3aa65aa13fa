package org.discogsography.resilience.worker;

import java.util.HashMap;
import java.util.Map;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;

/**
 * A message on its way to {@code <queue>.dlq}: body and properties as they came, and headers that
 * say why.
 */
final class DeadLetter {
  static final String REASON = "x-error-reason";
  static final String CODE = "x-error-code";
  static final String MESSAGE = "x-error-message";
  static final String ATTEMPTS = "x-error-attempts";
  static final String FIRST_FAILURE = "x-error-first-at";
  static final String LAST_FAILURE = "x-error-last-at";
  static final String ORIGINAL_EXCHANGE = "x-original-exchange";
  static final String ORIGINAL_QUEUE = "x-original-queue";

  private static final String DEFAULT_EXCHANGE = "";
  private static final String QUEUE_SUFFIX = ".dlq";

  /** The broker counts deliveries of the dead letter anew. */
  private static final String DELIVERY_COUNT = "x-delivery-count";

  /** All headers have to fit into one frame of 128 KiB. */
  private static final int MOST_CHARACTERS = 1_000;

  private DeadLetter() {}

  static OutboundMessage of(Delivery delivery, Verdict verdict) {
    MessageProperties original = delivery.properties();
    Map<String, Object> headers = new HashMap<>(original.headers());
    headers.remove(DELIVERY_COUNT);
    headers.put(REASON, verdict.reason());
    headers.put(CODE, verdict.code());
    headers.put(MESSAGE, shortened(verdict.message()));
    headers.put(ATTEMPTS, verdict.attempts());
    headers.put(FIRST_FAILURE, verdict.firstFailure().toString());
    headers.put(LAST_FAILURE, verdict.lastFailure().toString());
    headers.put(ORIGINAL_EXCHANGE, delivery.exchange());
    headers.put(ORIGINAL_QUEUE, delivery.queue());
    return new OutboundMessage(
        DEFAULT_EXCHANGE,
        delivery.queue() + QUEUE_SUFFIX,
        new MessageProperties(
            original.messageId(),
            original.type(),
            original.contentType(),
            original.timestamp(),
            headers),
        delivery.body());
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
  }
}
