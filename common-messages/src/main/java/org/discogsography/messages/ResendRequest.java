package org.discogsography.messages;

import static java.util.stream.Collectors.joining;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;

/**
 * Asks the extractor to send records of a type again, whatever it knows to be published: all of
 * them, sent by whoever is about to create what would otherwise stay empty, or single ones that a
 * comparison found to differ. Asking twice does no harm: writes are idempotent.
 *
 * @param ids those that are wanted, to be written although hash and version are the same, or to be
 *     deleted where the dump has none; empty for every record of the type
 */
public record ResendRequest(EntityType entityType, List<Long> ids) {
  /** More go into further requests. */
  public static final int MOST_IDS = 1_000;

  private static final String TYPE = "resend";
  private static final String ENTITY_TYPE = "entity_type";

  /**
   * @throws IllegalArgumentException if there are too many ids, or one is not positive
   */
  public ResendRequest {
    ids = List.copyOf(ids);
    if (ids.size() > MOST_IDS || ids.stream().anyMatch(id -> id <= 0)) {
      throw new IllegalArgumentException("not at most " + MOST_IDS + " positive ids");
    }
  }

  /** Every record of a type. */
  public ResendRequest(EntityType entityType) {
    this(entityType, List.of());
  }

  /** The body is the ids, one a line; whoever does not know that sends the whole type. */
  public OutboundMessage encode(Instant now) {
    String lines = ids.stream().map(id -> id + "\n").collect(joining());
    return new OutboundMessage(
        "",
        PlatformTopology.REQUESTS,
        new MessageProperties(
            UUID.randomUUID().toString(),
            TYPE,
            ids.isEmpty() ? "application/octet-stream" : "text/plain",
            now,
            Map.of(ENTITY_TYPE, entityType.plural())),
        lines.getBytes(StandardCharsets.US_ASCII));
  }

  /** Empty for a message that is no such request. */
  public static Optional<ResendRequest> decode(Delivery delivery) {
    Object plural = delivery.properties().headers().get(ENTITY_TYPE);
    if (!delivery.properties().type().equals(TYPE) || !(plural instanceof String text)) {
      return Optional.empty();
    }
    try {
      List<Long> ids =
          new String(delivery.body(), StandardCharsets.US_ASCII)
              .lines()
              .map(Long::valueOf)
              .toList();
      return EntityType.ofPlural(text).map(type -> new ResendRequest(type, ids));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
