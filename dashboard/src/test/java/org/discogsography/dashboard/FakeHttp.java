package org.discogsography.dashboard;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** An HTTP server that behaves as well or as badly as a test wants. */
public final class FakeHttp implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();
  private volatile HttpHandler behaviour = exchange -> send(exchange, 404, "");

  private FakeHttp(HttpServer server) {
    this.server = server;
  }

  public static FakeHttp start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeHttp fake = new FakeHttp(server);
    server.createContext("/", fake::handle);
    server.setExecutor(fake.threads);
    server.start();
    return fake;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public int requests() {
    return requests.get();
  }

  public FakeHttp answers(int status, String body) {
    behaviour = exchange -> send(exchange, status, body);
    return this;
  }

  /**
   * Answers each request by its path and query.
   *
   * @param answer null for 404
   */
  public FakeHttp serves(UnaryOperator<String> answer) {
    return serves(answer, 404);
  }

  /**
   * The same.
   *
   * @param otherwise the status where the answer is null
   */
  public FakeHttp serves(UnaryOperator<String> answer, int otherwise) {
    behaviour =
        exchange -> {
          String body = answer.apply(exchange.getRequestURI().toString());
          send(exchange, body == null ? otherwise : 200, body == null ? "" : body);
        };
    return this;
  }

  public FakeHttp redirectsTo(URI target) {
    behaviour =
        exchange -> {
          exchange.getResponseHeaders().add("Location", target.toString());
          send(exchange, 302, "");
        };
    return this;
  }

  /** Accepts the request and never answers. */
  public FakeHttp hangs() {
    behaviour = exchange -> untilClosed();
    return this;
  }

  /** Sends headers and a part of the body, and then nothing. */
  public FakeHttp hangsInTheBody() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write("{\"status\":".getBytes(StandardCharsets.UTF_8));
          exchange.getResponseBody().flush();
          untilClosed();
        };
    return this;
  }

  /** Sends a body without end. */
  public FakeHttp floods() {
    behaviour =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] block = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
          try (OutputStream body = exchange.getResponseBody()) {
            while (closed.getCount() > 0) {
              body.write(block);
            }
          }
        };
    return this;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    behaviour.handle(exchange);
  }

  private void untilClosed() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
