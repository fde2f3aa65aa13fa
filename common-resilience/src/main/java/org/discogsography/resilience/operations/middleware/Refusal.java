package org.discogsography.resilience.operations.middleware;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.discogsography.resilience.operations.JsonAnswer;

/** The answer to a request that cannot be served now: 503, when to come back, and why. */
final class Refusal {
  private Refusal() {}

  static void answer(Context context, String resource, String reason, Duration retryAfter) {
    long seconds = Math.max(1, retryAfter.plusMillis(999).toSeconds());
    context.header(Header.RETRY_AFTER, Long.toString(seconds));
    answer(context, resource, reason);
  }

  static void answer(Context context, String resource, String reason) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", reason);
    body.put("resource", resource);
    JsonAnswer.write(context.status(HttpStatus.SERVICE_UNAVAILABLE), body);
  }
}
