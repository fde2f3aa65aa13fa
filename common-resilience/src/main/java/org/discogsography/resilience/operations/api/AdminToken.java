package org.discogsography.resilience.operations.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.operations.JsonAnswer;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token that everything needs that changes state or runs a query. Without a configured
 * token those are refused with 403, with another token with 401 (RFC 6750). Tokens are compared in
 * constant time. Thread-safe.
 */
public final class AdminToken {
  private static final String SCHEME = "Bearer ";
  private static final int LEAST_LENGTH = 16;

  private final byte @Nullable [] token;

  private AdminToken(byte @Nullable [] token) {
    this.token = token;
  }

  /** RESILIENCE_ADMIN_TOKEN; without it nothing can be changed. */
  public static AdminToken from(Environment environment) {
    String token = environment.optional("RESILIENCE_ADMIN_TOKEN");
    if (token == null) {
      return new AdminToken(null);
    }
    if (token.length() < LEAST_LENGTH) {
      environment.problem(
          "RESILIENCE_ADMIN_TOKEN", "has fewer than " + LEAST_LENGTH + " characters");
    }
    if (!token.chars().allMatch(c -> c > ' ' && c < 127)) {
      environment.problem(
          "RESILIENCE_ADMIN_TOKEN",
          "has characters that a header cannot carry; use letters and digits");
    }
    return new AdminToken(token.getBytes(StandardCharsets.UTF_8));
  }

  /** The handler, behind the token. */
  public Handler guard(Handler handler) {
    return context -> {
      if (authorised(context)) {
        handler.handle(context);
      }
    };
  }

  /** Whether the request brings the token; false where none is set. */
  public boolean isIn(Context context) {
    String header = context.header(Header.AUTHORIZATION);
    return token != null && header != null && matches(header, token);
  }

  private boolean authorised(Context context) {
    byte[] expected = token;
    if (expected == null) {
      refuse(context, HttpStatus.FORBIDDEN, "RESILIENCE_ADMIN_TOKEN is not set on this service.");
      return false;
    }
    String header = context.header(Header.AUTHORIZATION);
    if (header == null || !matches(header, expected)) {
      context.header(Header.WWW_AUTHENTICATE, "Bearer");
      refuse(context, HttpStatus.UNAUTHORIZED, "This needs the service's admin token.");
      return false;
    }
    return true;
  }

  private static boolean matches(String header, byte[] expected) {
    if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return false;
    }
    byte[] given = header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, expected);
  }

  private static void refuse(Context context, HttpStatus status, String message) {
    JsonAnswer.write(context.status(status), Map.of("error", message));
  }
}
