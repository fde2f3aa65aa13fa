package org.discogsography.localstack.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.discogsography.localstack.place.Ports;
import org.discogsography.localstack.process.LocalStackException;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy in front of a port of this machine that fails on command: it refuses, cuts, resets,
 * stalls, delays, or swallows. It begins by passing everything on; {@link #pass()} ends any fault.
 * Counts the connections that clients opened, so that a storm of them shows. Thread-safe.
 *
 * <p>{@code FaultProxy proxy = FaultProxy.to(server.port())}, and {@code proxy.port()} is what the
 * client is given instead.
 */
public final class FaultProxy implements AutoCloseable {
  private static final int BACKLOG = 256;
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final InetSocketAddress target;
  private final int port;
  private final Traffic traffic = new Traffic();
  private final Set<Line> lines = ConcurrentHashMap.newKeySet();
  private final AtomicLong attempts = new AtomicLong();
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;
  private volatile boolean closed;

  private FaultProxy(int target, int port) {
    this.target = new InetSocketAddress(InetAddress.getLoopbackAddress(), target);
    this.port = port;
  }

  /**
   * Listens when it returns; whether anything listens at the target shows with each connection.
   *
   * @param target a port of the loopback address
   */
  public static FaultProxy to(int target) {
    FaultProxy proxy = new FaultProxy(target, Ports.free());
    proxy.pass();
    return proxy;
  }

  /** Where clients connect, on the loopback address; stays the same. */
  public int port() {
    return port;
  }

  /** Connections that clients opened so far; refused ones do not get here. */
  public long attempts() {
    return attempts.get();
  }

  /** Connections that clients hold open now. */
  public int open() {
    return (int) lines.stream().filter(Line::isOpen).count();
  }

  /** Takes connections and passes everything on at once. */
  public void pass() {
    apply(Rules.PASS);
  }

  /** New connections are refused, as when no server runs. Established ones go on. */
  public void refuse() {
    apply(Rules.REFUSE);
  }

  /** Ends the established connections, in order, now. New ones are as before. */
  public void cut() {
    lines.forEach(Line::cut);
  }

  /** Resets the established connections, and each new one as soon as it is opened. */
  public void reset() {
    apply(Rules.RESET);
    lines.forEach(Line::reset);
  }

  /** Connections are taken and nothing gets through; what was sent meanwhile arrives later. */
  public void stall() {
    apply(Rules.STALL);
  }

  /** Everything takes that much longer, in each direction. */
  public void delay(Duration delay) {
    apply(Rules.delay(delay));
  }

  /**
   * What is sent on established connections is lost from now on, for good, and nobody is told, as
   * behind a firewall that forgot them. New ones get no answer until the fault ends.
   */
  public void blackHole() {
    apply(Rules.BLACK_HOLE);
    lines.forEach(Line::forget);
  }

  /** Arms this point instead of the one before; {@link FailPoint#fired} tells when it happened. */
  public void failAt(FailPoint point) {
    traffic.failAt(point);
  }

  /** Resets every connection and ends every thread. Idempotent. */
  @Override
  public void close() {
    closed = true;
    apply(Rules.REFUSE);
    List<Line> last = List.copyOf(lines);
    last.forEach(Line::reset);
    try {
      for (Line each : last) {
        each.join(TO_END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void apply(Rules rules) {
    traffic.set(rules);
    if (rules.arrivals() == Rules.Arrivals.REFUSED) {
      stopListening();
    } else if (listener == null && !closed) {
      listen();
    }
  }

  private void listen() {
    try {
      ServerSocket opened = new ServerSocket();
      opened.setReuseAddress(true);
      opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      listener = opened;
      acceptor = Thread.ofVirtual().name("proxy-accept").start(() -> acceptFrom(opened));
    } catch (IOException e) {
      throw new LocalStackException("The proxy cannot listen on port " + port + ".", e);
    }
  }

  private void stopListening() {
    ServerSocket open = listener;
    listener = null;
    if (open != null) {
      try {
        open.close();
        awaitLastArrival();
      } catch (IOException e) {
        throw new LocalStackException("The proxy cannot leave port " + port + ".", e);
      }
    }
  }

  /** The port is only free once nobody waits for a connection to it any more. */
  private void awaitLastArrival() {
    Thread last = acceptor;
    acceptor = null;
    try {
      if (last != null && !last.join(TO_END.multipliedBy(2))) {
        throw new LocalStackException("The proxy's port " + port + " cannot be freed.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void acceptFrom(ServerSocket open) {
    try {
      while (!open.isClosed()) {
        Socket client = open.accept();
        attempts.incrementAndGet();
        arrived(client);
      }
    } catch (IOException e) {
      // No longer listening.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void arrived(Socket client) throws InterruptedException {
    switch (traffic.awaitArrival()) {
      case ADMITTED -> connect(client);
      case REFUSED, RESET, WAITING -> Line.reset(client);
    }
  }

  private void connect(Socket client) {
    Socket server = new Socket();
    try {
      server.connect(target, Math.toIntExact(TO_END.toMillis()));
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
    } catch (IOException e) {
      Line.reset(client);
      Line.reset(server);
      return;
    }
    admit(client, server);
  }

  private void admit(Socket client, Socket server) {
    Line line = new Line(client, server, traffic, lines::remove);
    lines.add(line);
    line.start();
    if (closed) {
      line.reset();
    }
  }
}
