package org.discogsography.verify.record;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How PostgreSQL prints a jsonb value: keys by length, then by bytes; a blank after every comma and
 * colon. A checksum over it can be computed on both sides.
 */
public final class JsonbText {
  private static final Comparator<String> KEYS =
      Comparator.comparing(
          (String key) -> key.getBytes(StandardCharsets.UTF_8),
          Comparator.comparingInt((byte[] key) -> key.length)
              .thenComparing(Arrays::compareUnsigned));

  private JsonbText() {}

  /** The text of {@code value::jsonb::text}. */
  public static String of(JsonNode value) {
    StringBuilder text = new StringBuilder();
    append(value, text);
    return text.toString();
  }

  private static void append(JsonNode value, StringBuilder text) {
    if (value.isObject()) {
      appendObject(value, text);
    } else if (value.isArray()) {
      text.append('[');
      for (int i = 0; i < value.size(); i++) {
        text.append(i == 0 ? "" : ", ");
        append(value.get(i), text);
      }
      text.append(']');
    } else {
      text.append(value);
    }
  }

  private static void appendObject(JsonNode object, StringBuilder text) {
    List<String> keys = new ArrayList<>(object.propertyNames());
    keys.sort(KEYS);
    String separator = "{";
    for (String key : keys) {
      text.append(separator).append('"').append(key).append("\": ");
      append(object.get(key), text);
      separator = ", ";
    }
    text.append(keys.isEmpty() ? "{}" : "}");
  }
}
