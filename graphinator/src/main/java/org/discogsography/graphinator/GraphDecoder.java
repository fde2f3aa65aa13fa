package org.discogsography.graphinator;

import java.util.HexFormat;
import org.discogsography.graphinator.GraphChange.Put;
import org.discogsography.graphinator.GraphChange.Remove;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.resilience.worker.Decoded;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A record's JSON into what it does to the graph; reads once, and keeps only that. Stateless. */
final class GraphDecoder {
  private static final JsonFactory JSON = new JsonFactory();

  private final NodeKind kind;

  GraphDecoder(NodeKind kind) {
    this.kind = kind;
  }

  /** Malformed for a body that is not JSON, not of this shape, or of another id. */
  Decoded<GraphChange> decode(RecordMessage message) {
    return switch (message) {
      case Upsert upsert -> decode(upsert);
      case Delete delete -> new Decoded.Usable<>(new Remove(delete.id(), delete.version()));
    };
  }

  private Decoded<GraphChange> decode(Upsert upsert) {
    NodeBuilder node;
    try {
      node = read(upsert.body());
    } catch (JacksonException e) {
      return new Decoded.Malformed<>("malformed_json", e.getOriginalMessage() + at(e));
    } catch (UnexpectedShapeException e) {
      return new Decoded.Malformed<>("unexpected_shape", String.valueOf(e.getMessage()));
    }
    if (node.id() != upsert.id()) {
      return new Decoded.Malformed<>(
          "different_id",
          "The header id is " + upsert.id() + ", the record's is " + node.id() + ".");
    }
    return new Decoded.Usable<>(
        new Put(
            upsert.id(),
            upsert.version(),
            HexFormat.of().formatHex(upsert.sha256()),
            upsert.force(),
            node.properties(),
            node.targets()));
  }

  private NodeBuilder read(byte[] body) {
    NodeBuilder node = new NodeBuilder();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnexpectedShapeException("", JsonToken.START_OBJECT);
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        FieldReader reader = RecordFields.reader(kind, String.valueOf(json.currentName()));
        json.nextToken();
        if (reader == null) {
          json.skipChildren();
        } else {
          reader.read(json, node);
        }
      }
      if (json.nextToken() != null) {
        throw new UnexpectedShapeException("/", JsonToken.NOT_AVAILABLE);
      }
    }
    return node;
  }

  private static String at(JacksonException failure) {
    return failure.getLocation() == null
        ? "."
        : " at byte " + failure.getLocation().getByteOffset() + ".";
  }
}
