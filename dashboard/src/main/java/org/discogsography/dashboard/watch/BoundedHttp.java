package org.discogsography.dashboard.watch;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.discogsography.resilience.tls.TrustedCertificates;

/**
 * Asks servers that may be away, hang, redirect or send without end: each exchange, body included,
 * ends within the limit; redirects are not followed; a body above 1 MiB is an error. Thread-safe.
 */
public final class BoundedHttp implements AutoCloseable {
  private static final int LARGEST_BODY = 1024 * 1024;

  private final Duration limit;
  private final HttpClient client;

  /** One that trusts the authorities of the JVM. */
  public BoundedHttp(Duration limit) {
    this(limit, TrustedCertificates.OF_THE_JVM);
  }

  /** For servers that prove themselves by certificates of these authorities. */
  public BoundedHttp(Duration limit, TrustedCertificates trusted) {
    this.limit = limit;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .sslContext(context(trusted))
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /**
   * What a server answered.
   *
   * @param status the HTTP status
   */
  public record Answer(int status, byte[] body) {}

  /**
   * Sends a GET and waits for the answer.
   *
   * @throws TimeoutException when the answer is not complete within the limit
   * @throws IOException when there is no answer, or one that is too large
   */
  public Answer get(HttpRequest.Builder request)
      throws IOException, TimeoutException, InterruptedException {
    // The client's own timeout ends with the headers; a body may still take for ever.
    HttpRequest built = request.timeout(limit).GET().build();
    return within(() -> exchange(built));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private Answer exchange(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    try (InputStream stream = response.body()) {
      byte[] body = stream.readNBytes(LARGEST_BODY + 1);
      if (body.length > LARGEST_BODY) {
        throw new IOException("the answer is larger than 1 MiB");
      }
      return new Answer(response.statusCode(), body);
    }
  }

  private static SSLContext context(TrustedCertificates trusted) {
    try {
      return trusted.context();
    } catch (IOException e) {
      throw new UncheckedIOException("could be read when the settings were", e);
    }
  }

  private Answer within(Callable<Answer> exchange)
      throws IOException, TimeoutException, InterruptedException {
    FutureTask<Answer> task = new FutureTask<>(exchange);
    Thread.ofVirtual().name("exchange").start(task);
    try {
      return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw asIo(requireNonNull(e.getCause(), "a failed task has a cause"));
    } catch (CancellationException e) {
      throw new IOException("cancelled", e);
    } finally {
      task.cancel(true);
    }
  }

  private static IOException asIo(Throwable cause) throws TimeoutException {
    return switch (cause) {
      case HttpTimeoutException timeout -> throw timedOut(timeout);
      case IOException io -> io;
      default -> new IOException(cause.toString(), cause);
    };
  }

  private static TimeoutException timedOut(Exception cause) {
    TimeoutException timeout = new TimeoutException();
    timeout.initCause(cause);
    return timeout;
  }
}
