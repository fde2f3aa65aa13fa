package org.discogsography.resilience.operations.middleware;

import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Consumer;

/** A Javalin application as anybody would write it, with the middleware before its routes. */
final class TestApplication implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Javalin javalin;

  private TestApplication(Javalin javalin) {
    this.javalin = javalin;
  }

  static TestApplication start(DatabaseMiddleware middleware, Consumer<RoutesConfig> routes) {
    Javalin javalin =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          middleware.addTo(config.routes);
          routes.accept(config.routes);
        });
    return new TestApplication(javalin.start("127.0.0.1", 0));
  }

  HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + javalin.port() + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
    javalin.stop();
  }
}
