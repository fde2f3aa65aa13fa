package org.discogsography.dashboard.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.discogsography.resilience.operations.ServiceRoutes;

/** The page, its style and its script, and the figures at {@code /api/overview}. */
public final class PageRoutes implements ServiceRoutes {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Overview overview;

  public PageRoutes(Overview overview) {
    this.overview = overview;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    file(routes, "/", "index.html", "text/html; charset=utf-8");
    file(routes, "/dashboard.css", "dashboard.css", "text/css; charset=utf-8");
    file(routes, "/dashboard.js", "dashboard.js", "text/javascript; charset=utf-8");
    file(routes, "/icon.svg", "icon.svg", "image/svg+xml");
    routes.get("/api/overview", context -> context.json(overview.view()));
  }

  private static void file(RoutesConfig routes, String path, String name, String type) {
    byte[] content = read(name);
    routes.get(path, context -> send(context, content, type));
  }

  private static void send(Context context, byte[] content, String type) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("Cache-Control", "no-cache")
        .contentType(type)
        .result(content);
  }

  private static byte[] read(String name) {
    try (InputStream stream = PageRoutes.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
