package org.discogsography.dashboard.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.discogsography.resilience.operations.ServiceRoutes;

/**
 * The page, the one of a rehearsal, their style, their scripts, and the chart library that they
 * draw with.
 */
public final class PageRoutes implements ServiceRoutes {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final String HTML = "text/html; charset=utf-8";
  private static final List<String> STYLES =
      List.of("base", "pipeline", "lists", "figures", "report");
  private static final List<String> MODULES =
      List.of(
          "main",
          "dom",
          "format",
          "state",
          "strip",
          "queues",
          "charts",
          "shading",
          "lists",
          "rehearsals",
          "stream",
          "theme",
          "notices",
          "sparkline",
          "stores",
          "report",
          "waiting");

  @Override
  public void addTo(RoutesConfig routes) {
    file(routes, "/", "index.html", HTML);
    file(routes, "/rehearsals/{id}", "report.html", HTML);
    for (String style : STYLES) {
      file(routes, "/css/" + style + ".css", "css/" + style + ".css", "text/css; charset=utf-8");
    }
    file(routes, "/theme.js", "theme.js", SCRIPT);
    file(routes, "/icon.svg", "icon.svg", "image/svg+xml");
    for (String module : MODULES) {
      file(routes, "/js/" + module + ".js", "js/" + module + ".js", SCRIPT);
    }
    content(routes, "/lib/chart.js", chart(), SCRIPT);
  }

  private static void file(RoutesConfig routes, String path, String name, String type) {
    content(routes, path, read(name), type);
  }

  private static void content(RoutesConfig routes, String path, byte[] content, String type) {
    routes.get(path, context -> send(context, content, type));
  }

  private static void send(Context context, byte[] content, String type) {
    context
        .header("Content-Security-Policy", POLICY)
        .header("Cache-Control", "no-cache")
        .contentType(type)
        .result(content);
  }

  private static byte[] chart() {
    // The WebJar's directory has the version in its name, which the pom decides.
    String version = WebJar.version("chart.js");
    return read("/META-INF/resources/webjars/chart.js/%s/dist/chart.umd.min.js".formatted(version));
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
