package org.discogsography.graphinator;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.worker.Decoded;

/** Messages as the extractor sends them. */
final class Messages {
  private Messages() {}

  static Upsert upsert(EntityType type, long id, Version version, String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return new Upsert(type, id, version, RecordMessageCodec.sha256(body), false, body);
  }

  static Upsert forced(Upsert upsert) {
    return new Upsert(
        upsert.entityType(), upsert.id(), upsert.version(), upsert.sha256(), true, upsert.body());
  }

  static Delivery delivered(RecordMessage message) {
    OutboundMessage out = RecordMessageCodec.encode(message, Instant.EPOCH);
    String queue = PlatformTopology.queue(SinkName.GRAPHINATOR, message.entityType());
    return new Delivery(1, false, out.exchange(), queue, out.properties(), out.body());
  }

  static GraphChange change(RecordMessage message) {
    GraphDecoder decoder = new GraphDecoder(NodeKind.of(message.entityType()));
    return switch (decoder.decode(message)) {
      case Decoded.Usable<GraphChange>(GraphChange change) -> change;
      case Decoded.Malformed<GraphChange>(String reason, String detail) ->
          throw new AssertionError(reason + ": " + detail);
    };
  }

  static GraphChange put(EntityType type, long id, Version version, String json) {
    return change(upsert(type, id, version, json));
  }

  static GraphChange remove(EntityType type, long id, Version version) {
    return change(new Delete(type, id, version));
  }
}
