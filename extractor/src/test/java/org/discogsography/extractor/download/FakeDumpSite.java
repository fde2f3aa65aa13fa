package org.discogsography.extractor.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessageCodec;

/** A dump site on this machine, which can be made to misbehave. */
public final class FakeDumpSite implements AutoCloseable {
  /** Answers one address in a way of its own. */
  @FunctionalInterface
  public interface Misbehaviour {
    void answer(HttpExchange exchange, byte[] content) throws IOException;
  }

  private final HttpServer server;
  private final Map<String, byte[]> files = Collections.synchronizedMap(new TreeMap<>());
  private final Map<String, Misbehaviour> misbehaviours = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> agents = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger atOnce = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();

  public FakeDumpSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Everything of one dump, CHECKSUM file included; returns the files by name. */
  public Map<String, byte[]> publish(int date, String content) {
    Map<String, byte[]> dump = new HashMap<>();
    StringBuilder checksums = new StringBuilder();
    for (EntityType type : EntityType.values()) {
      String name = "discogs_%d_%s.xml.gz".formatted(date, type.plural());
      byte[] bytes = (content + " " + type).repeat(2_000).getBytes(StandardCharsets.UTF_8);
      dump.put(name, bytes);
      checksums.append(sha256(bytes)).append(' ').append(name).append('\n');
    }
    dump.put(
        "discogs_%d_CHECKSUM.txt".formatted(date),
        checksums.toString().getBytes(StandardCharsets.UTF_8));
    files.putAll(dump);
    return dump;
  }

  /** A dump made of files that are there. */
  public void publishFrom(Path directory, int date) throws IOException {
    StringBuilder checksums = new StringBuilder();
    for (EntityType type : EntityType.values()) {
      String name = "discogs_%d_%s.xml.gz".formatted(date, type.plural());
      byte[] bytes =
          Files.readAllBytes(
              directory.resolve("sample_%d_%s.xml.gz".formatted(date, type.plural())));
      files.put(name, bytes);
      checksums.append(sha256(bytes)).append(' ').append(name).append('\n');
    }
    files.put(
        "discogs_%d_CHECKSUM.txt".formatted(date),
        checksums.toString().getBytes(StandardCharsets.UTF_8));
  }

  public void remove(String name) {
    files.remove(name);
  }

  public void replace(String name, byte[] content) {
    files.put(name, content);
  }

  /**
   * Has the answer to one request differ.
   *
   * @param what a file's name, {@code index}, or {@code year}
   */
  public void misbehave(String what, Misbehaviour misbehaviour) {
    misbehaviours.put(what, misbehaviour);
  }

  public void behave() {
    misbehaviours.clear();
  }

  /** What was asked for so far, in order. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  public void forgetRequests() {
    requests.clear();
  }

  public List<String> agents() {
    return List.copyOf(agents);
  }

  public int mostAtOnce() {
    return mostAtOnce.get();
  }

  public static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    try {
      String query = exchange.getRequestURI().getRawQuery();
      String asked = query == null ? "" : URLDecoder.decode(query, StandardCharsets.UTF_8);
      String what = what(asked);
      requests.add(what);
      agents.add(String.valueOf(exchange.getRequestHeaders().getFirst("User-Agent")));
      byte[] content = content(what, asked);
      Misbehaviour misbehaviour = misbehaviours.get(what);
      if (misbehaviour != null) {
        misbehaviour.answer(exchange, content == null ? new byte[0] : content);
      } else if (content == null) {
        send(exchange, 404, new byte[0]);
      } else {
        send(exchange, 200, content);
      }
    } finally {
      atOnce.decrementAndGet();
      exchange.close();
    }
  }

  private static String what(String asked) {
    if (asked.isEmpty()) {
      return "index";
    }
    return asked.startsWith("prefix=") ? "year" : asked.replaceFirst(".*/", "");
  }

  private byte[] content(String what, String asked) {
    return switch (what) {
      case "index" -> index().getBytes(StandardCharsets.UTF_8);
      case "year" -> year(asked.replaceAll("\\D", "")).getBytes(StandardCharsets.UTF_8);
      default -> files.get(what);
    };
  }

  private String index() {
    StringBuilder page = new StringBuilder("<html><ul>");
    files.keySet().stream()
        .map(name -> name.substring(8, 12))
        .distinct()
        .forEach(year ->
            page.append("<li><a href=\"?prefix=data%%2F%s%%2F\">%s/</a>".formatted(year, year)));
    return page.append("</ul></html>").toString();
  }

  private String year(String year) {
    StringBuilder page = new StringBuilder("<html><ul>");
    for (String name : List.copyOf(files.keySet())) {
      if (name.startsWith("discogs_" + year)) {
        page.append(
            "<li><a href=\"?download=data%%2F%s%%2F%s\">%s</a>".formatted(year, name, name));
      }
    }
    return page.append("</ul></html>").toString();
  }

  private static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(RecordMessageCodec.sha256(bytes));
  }
}
