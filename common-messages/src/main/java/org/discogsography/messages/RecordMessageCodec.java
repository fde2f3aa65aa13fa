package org.discogsography.messages;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.worker.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * Record messages to and from AMQP. The body is the record's JSON and nothing else; everything that
 * a consumer checks without parsing travels in the properties. Stateless.
 */
public final class RecordMessageCodec {
  /** Larger bodies are malformed: 1 MiB, ten times the largest release. */
  public static final int MAX_BODY_BYTES = 1 << 20;

  private static final String RECORD = "record";
  private static final String DELETE = "delete";
  private static final String CONTENT_TYPE = "application/json";
  private static final HexFormat HEX = HexFormat.of();

  private RecordMessageCodec() {}

  /** SHA-256 as every part of the platform computes it. */
  public static byte[] sha256(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  public static OutboundMessage encode(RecordMessage message, Instant now) {
    return switch (message) {
      case Upsert upsert ->
          outbound(upsert, RECORD, upsert.sha256(), upsert.force(), upsert.body(), now);
      case Delete delete -> {
        byte[] empty = new byte[0];
        yield outbound(delete, DELETE, sha256(empty), false, empty, now);
      }
    };
  }

  /** Checks everything that can be checked without parsing: headers, size and hash. */
  public static Decoded<RecordMessage> decode(EntityType entityType, Delivery delivery) {
    Map<String, Object> headers = delivery.properties().headers();
    if (!(headers.get("id") instanceof Number id) || id.longValue() <= 0) {
      return malformed("missing_id", "The header id is not a positive number.");
    }
    if (!(headers.get("dump") instanceof Number dump)
        || !(headers.get("run") instanceof Number run)) {
      return malformed("missing_version", "The headers dump and run are not both numbers.");
    }
    if (delivery.body().length > MAX_BODY_BYTES) {
      return malformed("too_large", "The body has " + delivery.body().length + " bytes.");
    }
    byte[] sha256 = sha256(delivery.body());
    if (!Arrays.equals(sha256, parseHex(delivery.properties().messageId()))) {
      return malformed("hash_mismatch", "The body's SHA-256 is not the message_id.");
    }
    Version version = new Version(dump.intValue(), run.longValue());
    return switch (delivery.properties().type()) {
      case RECORD ->
          new Decoded.Usable<>(
              new Upsert(
                  entityType,
                  id.longValue(),
                  version,
                  sha256,
                  Boolean.TRUE.equals(headers.get("force")),
                  delivery.body()));
      case DELETE -> new Decoded.Usable<>(new Delete(entityType, id.longValue(), version));
      default -> malformed("unknown_type", "The type is neither record nor delete.");
    };
  }

  private static OutboundMessage outbound(
      RecordMessage message, String type, byte[] sha256, boolean force, byte[] body, Instant now) {
    Map<String, Object> headers =
        Map.of(
            "id", message.id(),
            "dump", message.version().dump(),
            "run", message.version().run(),
            "force", force);
    return new OutboundMessage(
        PlatformTopology.exchange(message.entityType()),
        "",
        new MessageProperties(HEX.formatHex(sha256), type, CONTENT_TYPE, now, headers),
        body);
  }

  private static byte @Nullable [] parseHex(String text) {
    try {
      return HEX.parseHex(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static Decoded<RecordMessage> malformed(String reason, String detail) {
    return new Decoded.Malformed<>(reason, detail);
  }
}
