package org.discogsography.resilience.operations.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.discogsography.resilience.config.Environment;
import org.jspecify.annotations.Nullable;

/**
 * The bearer token that everything needs that changes state or runs a query. Without a configured
 * token those are refused with 403, with another token with 401 (RFC 6750).
 */
public final class AdminToken {
  private static final String SCHEME = "Bearer ";
  private static final int LEAST_LENGTH = 16;

  private final @Nullable String token;

  private AdminToken(@Nullable String token) {
    this.token = token;
  }

  /** RESILIENCE_ADMIN_TOKEN; without it nothing can be changed. */
  public static AdminToken from(Environment environment) {
    String token = environment.optional("RESILIENCE_ADMIN_TOKEN");
    if (token != null && token.length() < LEAST_LENGTH) {
      environment.problem(
          "RESILIENCE_ADMIN_TOKEN", "has fewer than " + LEAST_LENGTH + " characters");
    }
    return new AdminToken(token);
  }

  /** The handler, behind the token. */
  public Handler guard(Handler handler) {
    return context -> {
      if (authorised(context)) {
        handler.handle(context);
      }
    };
  }

  private boolean authorised(Context context) {
    if (token == null) {
      refuse(context, HttpStatus.FORBIDDEN, "RESILIENCE_ADMIN_TOKEN is not set on this service.");
      return false;
    }
    String header = context.header(Header.AUTHORIZATION);
    if (header == null || !header.startsWith(SCHEME) || !matches(header)) {
      context.header(Header.WWW_AUTHENTICATE, "Bearer");
      refuse(context, HttpStatus.UNAUTHORIZED, "This needs the service's admin token.");
      return false;
    }
    return true;
  }

  private boolean matches(String header) {
    byte[] given = header.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8);
    byte[] expected = String.valueOf(token).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, expected);
  }

  private static void refuse(Context context, HttpStatus status, String message) {
    context.status(status).json(Map.of("error", message));
  }
}
