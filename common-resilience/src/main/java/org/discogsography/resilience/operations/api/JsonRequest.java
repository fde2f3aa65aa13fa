package org.discogsography.resilience.operations.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON object in a request's body, read strictly: a field of another type, or outside of its
 * bounds, is no guess but a 400 with one sentence. No body is an empty object; fields that nobody
 * asks for are ignored.
 */
final class JsonRequest {
  private final JsonNode fields;

  private JsonRequest(JsonNode fields) {
    this.fields = fields;
  }

  /** What is done with the object; a {@link BadRequestException} becomes the answer. */
  @FunctionalInterface
  interface Action {
    void handle(Context context, JsonRequest request) throws Exception;
  }

  static Handler handler(Action action) {
    return context -> {
      try {
        action.handle(context, read(context));
      } catch (BadRequestException e) {
        RecoveryRoutes.refuse(context, String.valueOf(e.getMessage()));
      }
    };
  }

  /** The body's bytes, because a request can name a character set that does not exist. */
  private static JsonRequest read(Context context) {
    byte[] body = context.bodyAsBytes();
    try {
      JsonNode node =
          body.length == 0
              ? JsonMapper.shared().createObjectNode()
              : JsonMapper.shared().readTree(body);
      if (node.isObject()) {
        return new JsonRequest(node);
      }
    } catch (JacksonException e) {
      // The sentence below says it.
    }
    throw new BadRequestException("The body is not a JSON object.");
  }

  /** A whole number, or null where the field is absent. */
  @Nullable Integer integer(String field, int least, int most) {
    JsonNode value = fields.path(field);
    if (absent(value)) {
      return null;
    }
    if (value.isIntegralNumber() && value.canConvertToInt()) {
      int number = value.intValue();
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new BadRequestException(
        "%s is a whole number from %d to %d.".formatted(field, least, most));
  }

  /** A number greater than the first bound and at most the second, or null where it is absent. */
  @Nullable Double number(String field, double above, double most) {
    JsonNode value = fields.path(field);
    if (absent(value)) {
      return null;
    }
    if (value.isNumber()) {
      double number = value.asDouble(Double.NaN);
      if (number > above && number <= most) {
        return number;
      }
    }
    throw new BadRequestException(
        "%s is a number greater than %s and at most %s.".formatted(field, above, most));
  }

  /** A text, or null where the field is absent. */
  @Nullable String text(String field) {
    JsonNode value = fields.path(field);
    if (absent(value)) {
      return null;
    }
    if (value.isString()) {
      return value.stringValue();
    }
    throw new BadRequestException(field + " is a text.");
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
