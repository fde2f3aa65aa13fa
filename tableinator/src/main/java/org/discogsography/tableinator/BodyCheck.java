package org.discogsography.tableinator;

import java.util.Optional;
import org.discogsography.messages.RecordMessage;
import org.discogsography.resilience.worker.Decoded.Malformed;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sees in a record's JSON what PostgreSQL refuses in it. Bodies are passed on without being parsed;
 * only those of a batch that was refused are looked at.
 */
final class BodyCheck {
  private static final String ID = "id";

  private BodyCheck() {}

  static Optional<Malformed<RecordMessage>> of(RecordMessage message) {
    return switch (message) {
      case RecordMessage.Upsert upsert -> of(upsert);
      case RecordMessage.Delete delete -> Optional.empty();
    };
  }

  private static Optional<Malformed<RecordMessage>> of(RecordMessage.Upsert upsert) {
    try (JsonParser parser = JsonMapper.shared().createParser(upsert.body())) {
      String expected = Long.toString(upsert.id());
      String id = "none";
      int depth = 0;
      boolean isId = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (isText(token) && !isStorable(parser.getString())) {
          return malformed("unstorable_text", "a text has a NUL or half of a surrogate pair");
        }
        if (isId) {
          // Of several the last one counts, as in jsonb.
          id = idIn(token, parser, expected);
        }
        isId = depth == 1 && token == JsonToken.PROPERTY_NAME && ID.equals(parser.currentName());
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      }
      return id.equals(expected)
          ? Optional.empty()
          : malformed("different_id", "the id in the body is " + id + ", not " + expected);
    } catch (StreamConstraintsException e) {
      // Larger or deeper than the parser likes, which PostgreSQL may take.
      return Optional.empty();
    } catch (JacksonException e) {
      return malformed("malformed_json", String.valueOf(e.getOriginalMessage()));
    }
  }

  /** A number with a fraction or an exponent may be the same number: PostgreSQL decides. */
  private static String idIn(JsonToken token, JsonParser parser, String expected) {
    return switch (token) {
      case VALUE_STRING, VALUE_NUMBER_INT -> parser.getString();
      case VALUE_NUMBER_FLOAT -> expected;
      default -> "something else";
    };
  }

  private static boolean isText(JsonToken token) {
    return token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME;
  }

  private static boolean isStorable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(each)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (each == 0 || (Character.isSurrogate(each) && !pair)) {
        return false;
      }
      i += pair ? 1 : 0;
    }
    return true;
  }

  private static Optional<Malformed<RecordMessage>> malformed(String reason, String detail) {
    return Optional.of(new Malformed<>(reason, detail));
  }
}
