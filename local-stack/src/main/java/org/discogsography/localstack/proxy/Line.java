package org.discogsography.localstack.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.discogsography.localstack.proxy.FailPoint.Direction;

/** One connection through the proxy: two sockets, and a thread for each direction. */
final class Line {
  private static final int CHUNK = 16 * 1024;

  private final Socket client;
  private final Socket server;
  private final Traffic traffic;
  private final Consumer<Line> whenEnded;
  private final AtomicInteger directions = new AtomicInteger(2);
  private final Thread forth;
  private final Thread back;
  private volatile boolean forgotten;

  /**
   * @param whenEnded runs once, when both directions have ended
   */
  Line(Socket client, Socket server, Traffic traffic, Consumer<Line> whenEnded) {
    this.client = client;
    this.server = server;
    this.traffic = traffic;
    this.whenEnded = whenEnded;
    this.forth =
        Thread.ofVirtual()
            .name("proxy-forth")
            .unstarted(() -> run(Direction.FROM_CLIENT, client, server));
    this.back =
        Thread.ofVirtual()
            .name("proxy-back")
            .unstarted(() -> run(Direction.FROM_SERVER, server, client));
  }

  void start() {
    forth.start();
    back.start();
  }

  boolean isOpen() {
    return !client.isClosed();
  }

  /** From now on everything that is sent on it is lost, and neither side hears of that. */
  void forget() {
    forgotten = true;
  }

  /** Both sides see an end of the stream. */
  void cut() {
    close(client);
    close(server);
    interrupt();
  }

  /** Both sides see a reset. */
  void reset() {
    reset(client);
    reset(server);
    interrupt();
  }

  void join(Duration limit) throws InterruptedException {
    boolean ignored = forth.join(limit) && back.join(limit);
  }

  static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
    close(socket);
  }

  private void run(Direction sender, Socket from, Socket to) {
    try {
      forward(sender, from, to);
    } catch (IOException e) {
      broken(from);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cut();
    } finally {
      if (directions.decrementAndGet() == 0) {
        close(client);
        close(server);
        whenEnded.accept(this);
      }
    }
  }

  private void forward(Direction sender, Socket from, Socket to)
      throws IOException, InterruptedException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] chunk = new byte[CHUNK];
    int read = in.read(chunk);
    while (read >= 0) {
      traffic.awaitFlow();
      if (!forgotten) {
        pass(sender, chunk, read, out);
      }
      read = in.read(chunk);
    }
    traffic.awaitFlow();
    if (forgotten) {
      close(from);
    } else {
      to.shutdownOutput();
    }
  }

  private void pass(Direction sender, byte[] chunk, int length, OutputStream out)
      throws IOException {
    FailPoint point = traffic.failPoint();
    int at = point == null ? FailPoint.NOT_HERE : point.firesAt(sender, chunk, length);
    if (point == null || at == FailPoint.NOT_HERE) {
      out.write(chunk, 0, length);
      return;
    }
    switch (point.outcome()) {
      case CUT_BEFORE -> {
        out.write(chunk, 0, at);
        cut();
      }
      case CUT_AFTER -> {
        out.write(chunk, 0, length);
        cut();
      }
      case HANG -> {
        forget();
        out.write(chunk, 0, at);
      }
    }
  }

  private void broken(Socket from) {
    if (forgotten) {
      close(from);
    } else {
      cut();
    }
  }

  private void interrupt() {
    forth.interrupt();
    back.interrupt();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
