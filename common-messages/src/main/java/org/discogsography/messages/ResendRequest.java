package org.discogsography.messages;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;

/**
 * Asks the extractor to send every record of a type again, whatever it knows to be published. Sent
 * by whoever is about to create what would otherwise stay empty. Asking twice does no harm: writes
 * are idempotent.
 */
public record ResendRequest(EntityType entityType) {
  private static final String TYPE = "resend";
  private static final String ENTITY_TYPE = "entity_type";

  public OutboundMessage encode(Instant now) {
    return new OutboundMessage(
        "",
        PlatformTopology.REQUESTS,
        new MessageProperties(
            UUID.randomUUID().toString(),
            TYPE,
            "application/octet-stream",
            now,
            Map.of(ENTITY_TYPE, entityType.plural())),
        new byte[0]);
  }

  /** Empty for a message that is no such request. */
  public static Optional<ResendRequest> decode(Delivery delivery) {
    Object plural = delivery.properties().headers().get(ENTITY_TYPE);
    return delivery.properties().type().equals(TYPE) && plural instanceof String text
        ? EntityType.ofPlural(text).map(ResendRequest::new)
        : Optional.empty();
  }
}
