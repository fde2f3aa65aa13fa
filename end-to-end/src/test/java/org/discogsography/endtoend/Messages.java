package org.discogsography.endtoend;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.discogsography.endtoend.TestBroker.Message;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;

/** Messages as the extractor would send them, and as nobody should. */
final class Messages {
  /** What tests add beside a dump has ids from here on. */
  static final long FIRST_ID = 10_000_000;

  private static final int TWENTY_MEGABYTES = 20 << 20;

  /** Ways to be bad; NUL is bad for PostgreSQL alone. */
  enum Poison {
    BAD_JSON("malformed_json", "refused_by_postgres"),
    HASH_MISMATCH("hash_mismatch"),
    NUL("unstorable_text", "refused_by_postgres"),
    MISSING_ID("missing_id"),
    WRONG_TYPE("unknown_type"),
    OTHER_ID("different_id", "refused_by_postgres"),
    TOO_LARGE("too_large", "rejected");

    private final Set<String> reasons;

    Poison(String... reasons) {
      this.reasons = Set.of(reasons);
    }

    /** Why it is set aside: what is not seen in the message itself is found by the store. */
    Set<String> reasons() {
      return reasons;
    }

    /** The workers that take it for bad. */
    List<SinkName> sinks() {
      return this == NUL ? List.of(SinkName.TABLEINATOR) : List.of(SinkName.values());
    }
  }

  private Messages() {}

  static Message record(EntityType type, long id, Version version, byte[] body) {
    return message(type, headers(id, version), "record", hash(body), body);
  }

  static Message delete(EntityType type, long id, Version version) {
    byte[] nothing = new byte[0];
    return message(type, headers(id, version), "delete", hash(nothing), nothing);
  }

  /** A small good artist. */
  static Message artist(long id, Version version) {
    return record(EntityType.ARTISTS, id, version, body(id, "Somebody " + id));
  }

  static Message poison(Poison kind, EntityType type, long id, Version version) {
    byte[] good = body(id, "Somebody " + id);
    return switch (kind) {
      case BAD_JSON -> record(type, id, version, bytes("{\"id\":" + id + ","));
      case HASH_MISMATCH ->
          message(type, headers(id, version), "record", hash(bytes("another")), good);
      case NUL -> record(type, id, version, body(id, "a\\u0000b"));
      case MISSING_ID -> {
        Map<String, Object> headers = headers(id, version);
        headers.remove("id");
        yield message(type, headers, "record", hash(good), good);
      }
      case WRONG_TYPE -> message(type, headers(id, version), "rekord", hash(good), good);
      case OTHER_ID -> record(type, id, version, body(id + 1, "Somebody else"));
      case TOO_LARGE -> {
        byte[] large = body(id, "a".repeat(TWENTY_MEGABYTES));
        yield record(type, id, version, large);
      }
    };
  }

  private static byte[] body(long id, String name) {
    return bytes("{\"id\":" + id + ",\"name\":\"" + name + "\"}");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(byte[] body) {
    return HexFormat.of().formatHex(RecordMessageCodec.sha256(body));
  }

  private static Map<String, Object> headers(long id, Version version) {
    Map<String, Object> headers = new HashMap<>();
    headers.put("id", id);
    headers.put("dump", version.dump());
    headers.put("run", version.run());
    headers.put("force", false);
    return headers;
  }

  private static Message message(
      EntityType type, Map<String, Object> headers, String kind, String id, byte[] body) {
    BasicProperties properties =
        new BasicProperties.Builder()
            .headers(headers)
            .type(kind)
            .messageId(id)
            .contentType("application/json")
            .deliveryMode(2)
            .build();
    return new Message(type, properties, body);
  }
}
