package org.discogsography.resilience.operations;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * What every answer carries. Nothing may be loaded, framed, sniffed or stored; a service that
 * serves a page replaces the content security policy and the cache control for it.
 */
final class SecurityHeaders implements Handler {
  @Override
  public void handle(Context context) {
    context
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }
}
