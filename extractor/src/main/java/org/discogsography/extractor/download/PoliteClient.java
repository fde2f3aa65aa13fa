package org.discogsography.extractor.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.discogsography.extractor.schedule.Waiting;

/**
 * One request at a time, with a gap before each. Says who it is, follows redirects only within the
 * site, and every wait and every body is bounded. One thread.
 */
final class PoliteClient implements AutoCloseable {
  /** Takes the bytes of an answer. */
  interface Body {
    void write(byte[] bytes, int count) throws IOException;
  }

  private static final Duration TO_CONNECT = Duration.ofSeconds(15);
  private static final int MOST_REDIRECTS = 3;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final String USER_AGENT =
      "discogsography-extractor (monthly dumps, one request at a time)";

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(TO_CONNECT)
          .build();
  private final DownloadSettings settings;
  private final Clock clock;
  private final Waiting waiting;
  private boolean first = true;

  PoliteClient(DownloadSettings settings, Clock clock, Waiting waiting) {
    this.settings = settings;
    this.clock = clock;
    this.waiting = waiting;
  }

  /** A page as text, of at most so many bytes. */
  String page(URI address, int mostBytes) throws DownloadException, InterruptedException {
    var page = new ByteArrayOutputStream();
    try {
      get(address, size -> (bytes, count) -> append(page, bytes, count), mostBytes);
    } catch (IOException e) {
      throw new DownloadException(address + " cannot be read: " + e.getMessage() + ".", e);
    }
    return page.toString(StandardCharsets.UTF_8);
  }

  /** Prepares for an answer's body. */
  interface Opening {
    /**
     * An answer has begun.
     *
     * @param size in bytes, or 0 where the site does not tell
     */
    Body open(long size) throws DownloadException, IOException;
  }

  /**
   * Hands a body over piece by piece.
   *
   * @throws IOException what the body threw, or the connection
   */
  void get(URI address, Opening opening, long mostBytes)
      throws DownloadException, IOException, InterruptedException {
    HttpResponse<InputStream> answer = answer(address);
    try (InputStream in = answer.body()) {
      long size = answer.headers().firstValueAsLong("Content-Length").orElse(0);
      if (size > mostBytes) {
        throw tooLarge(address, mostBytes);
      }
      copy(address, in, opening.open(size), mostBytes);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private void copy(URI address, InputStream in, Body body, long mostBytes)
      throws DownloadException, IOException, InterruptedException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    try (SlowBodyGuard guard = SlowBodyGuard.start(in, settings.stall())) {
      for (int n = read(address, in, buffer, guard); n >= 0; n = read(address, in, buffer, guard)) {
        total += n;
        if (total > mostBytes) {
          throw tooLarge(address, mostBytes);
        }
        body.write(buffer, n);
        guard.received(n);
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
      }
    }
  }

  private int read(URI address, InputStream in, byte[] buffer, SlowBodyGuard guard)
      throws DownloadException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      if (guard.struck()) {
        throw new DownloadException(
            "%s came too slowly, less than 64 KiB in %s s."
                .formatted(address, settings.stall().toMillis() / 1000.0));
      }
      throw new DownloadException(
          "%s broke off: %s.".formatted(address, Objects.requireNonNullElse(e.getMessage(), e)), e);
    }
  }

  private HttpResponse<InputStream> answer(URI address)
      throws DownloadException, InterruptedException {
    URI next = address;
    for (int i = 0; i <= MOST_REDIRECTS; i++) {
      HttpResponse<InputStream> answer = send(next);
      if (answer.statusCode() == 200) {
        return answer;
      }
      closeQuietly(answer.body());
      if (answer.statusCode() / 100 != 3) {
        throw refused(next, answer);
      }
      next = redirected(next, answer);
    }
    throw new DownloadException(address + " redirects again and again.");
  }

  private HttpResponse<InputStream> send(URI address)
      throws DownloadException, InterruptedException {
    if (!first) {
      waiting.pause(settings.gap());
    }
    first = false;
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .timeout(settings.stall())
            .header("User-Agent", USER_AGENT)
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new DownloadException("%s does not answer: %s.".formatted(address, why), e);
    }
  }

  private DownloadException refused(URI address, HttpResponse<?> answer) {
    Duration later =
        answer
            .headers()
            .firstValue("Retry-After")
            .map(value -> RetryAfter.parse(value, clock.instant()))
            .orElse(Duration.ZERO);
    return new DownloadException(
        "%s answers with status %d%s."
            .formatted(
                address,
                answer.statusCode(),
                later.isZero() ? "" : " and asks to wait for " + later.toSeconds() + " s"),
        later);
  }

  private URI redirected(URI from, HttpResponse<?> answer) throws DownloadException {
    String location = answer.headers().firstValue("Location").orElse("");
    try {
      URI to = from.resolve(location);
      if (Objects.equals(to.getAuthority(), settings.site().getAuthority())
          && Objects.equals(to.getScheme(), settings.site().getScheme())) {
        return to;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw new DownloadException(from + " redirects to another site, which is not followed.");
  }

  private static void append(OutputStream page, byte[] bytes, int count) throws IOException {
    page.write(bytes, 0, count);
  }

  private static DownloadException tooLarge(URI address, long mostBytes) {
    return new DownloadException(
        "%s has more than %,d bytes, which is no answer of a dump site."
            .formatted(address, mostBytes));
  }

  private static void closeQuietly(InputStream body) {
    try {
      body.close();
    } catch (IOException e) {
      // It is not needed.
    }
  }
}
