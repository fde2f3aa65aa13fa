package org.discogsography.dashboard.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.discogsography.dashboard.live.Stream;
import org.discogsography.dashboard.live.Viewer;
import org.discogsography.resilience.operations.JsonAnswer;
import org.discogsography.resilience.operations.ServiceRoutes;

/**
 * {@code /api/stream}: server-sent events, a snapshot or what was missed first, then an update each
 * second, and a comment where there is none. Each browser has a thread of its own that does nothing
 * but write.
 */
public final class StreamRoutes implements ServiceRoutes {
  private static final String PATH = "/api/stream";
  private static final Duration PING = Duration.ofSeconds(5);

  private final Stream stream;

  public StreamRoutes(Stream stream) {
    this.stream = stream;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.before(PATH, this::refuseTooMany);
    routes.sse(PATH, this::serve);
  }

  private void refuseTooMany(Context context) {
    if (stream.full()) {
      context.header("Retry-After", "10");
      JsonAnswer.write(
          context.status(HttpStatus.SERVICE_UNAVAILABLE),
          Map.of(
              "error",
              Stream.MOST_VIEWERS
                  + " browsers are looking already; close one, or ask"
                  + " /api/overview."));
      context.skipRemainingHandlers();
    }
  }

  private void serve(SseClient client) {
    Optional<Viewer> opened = stream.open(since(client.ctx()));
    if (opened.isEmpty()) {
      client.sendEvent("full", "");
      client.close();
      return;
    }
    Viewer viewer = opened.get();
    client.keepAlive();
    client.onClose(() -> stream.close(viewer));
    Thread.ofVirtual().name("viewer").start(() -> write(client, viewer));
  }

  private void write(SseClient client, Viewer viewer) {
    try {
      while (!client.terminated()) {
        Optional<Stream.Message> message = viewer.next(PING);
        if (viewer.dropped()) {
          return;
        }
        if (message.isEmpty()) {
          client.sendComment("ping");
        } else {
          Stream.Message each = message.get();
          client.sendEvent(each.kind(), each.json(), Long.toString(each.id()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stream.close(viewer);
      client.close();
    }
  }

  private static long since(Context context) {
    String id = context.header("Last-Event-ID");
    try {
      return id == null ? 0 : Long.parseLong(id);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
