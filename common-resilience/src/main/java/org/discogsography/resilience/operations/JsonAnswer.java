package org.discogsography.resilience.operations;

import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes JSON by ourselves: an application that mounts our routes may have another mapper or none.
 */
public final class JsonAnswer {
  private JsonAnswer() {}

  /** The value as the response's body. */
  public static void write(Context context, Object value) {
    String json = JsonMapper.shared().writeValueAsString(value);
    context.contentType(ContentType.APPLICATION_JSON).result(json.getBytes(StandardCharsets.UTF_8));
  }
}
