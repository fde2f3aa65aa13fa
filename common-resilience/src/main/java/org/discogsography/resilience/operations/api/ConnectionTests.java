package org.discogsography.resilience.operations.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.discogsography.resilience.resource.ConnectionTest;
import org.discogsography.resilience.resource.ManagedResource;
import org.discogsography.resilience.resource.ResourceSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Tests of connections that somebody asked for, and what is known without asking. One round of
 * tests runs at a time, so that nobody can cause a storm of connections through them. Thread-safe.
 */
final class ConnectionTests {
  /** How long the last answer counts. */
  static final Duration FRESH = Duration.ofSeconds(60);

  private static final String UNHEALTHY = "Database unhealthy: ";
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final Resources resources;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore turn = new Semaphore(1);
  private final Map<String, ConnectionTest> last = new ConcurrentHashMap<>();

  ConnectionTests(Resources resources) {
    this.resources = resources;
  }

  /**
   * What is known of a resource, without asking it.
   *
   * @param at null before anything was known
   */
  record Known(boolean healthy, String message, @Nullable Instant at) {}

  /**
   * Connects to each, all at once.
   *
   * @param query null tests only whether the servers answer
   * @return empty while another round runs
   */
  Optional<Map<String, ConnectionTest>> run(List<ManagedResource> chosen, @Nullable String query)
      throws InterruptedException {
    if (!turn.tryAcquire()) {
      return Optional.empty();
    }
    try {
      Map<String, ConnectionTest> results = runAll(chosen, query);
      if (query == null) {
        // What somebody's query found, or why it failed, is for nobody else.
        last.putAll(results);
      }
      return Optional.of(results);
    } finally {
      turn.release();
    }
  }

  /** The last results of {@link #run}. */
  Map<String, ConnectionTest> last() {
    Map<String, ConnectionTest> known = new LinkedHashMap<>();
    for (ManagedResource resource : resources.all()) {
      ConnectionTest test = last.get(resource.name());
      if (test != null) {
        known.put(resource.name(), test);
      }
    }
    return known;
  }

  /** The newest of what a test and the background probe have found, unless that is too old. */
  Known known(ResourceSnapshot snapshot) {
    Instant probed = snapshot.lastCheck();
    ConnectionTest test = last.get(snapshot.name());
    if (test != null && (probed == null || test.at().isAfter(probed))) {
      return known(test.at(), test.healthy(), test.detail());
    }
    return known(probed, snapshot.available(), String.valueOf(snapshot.lastError()));
  }

  private Known known(@Nullable Instant at, boolean healthy, String detail) {
    if (at == null || at.plus(FRESH).isBefore(resources.clock().instant())) {
      String reason = "no health check has ended within " + FRESH.toSeconds() + " s";
      return new Known(false, UNHEALTHY + reason, at);
    }
    return new Known(healthy, healthy ? "healthy" : UNHEALTHY + detail, at);
  }

  private Map<String, ConnectionTest> runAll(List<ManagedResource> chosen, @Nullable String query)
      throws InterruptedException {
    Instant at = resources.clock().instant();
    List<Callable<ConnectionTest>> tests = new ArrayList<>();
    chosen.forEach(resource -> tests.add(() -> resource.test(query)));
    List<Future<ConnectionTest>> ended =
        threads.invokeAll(tests, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    Map<String, ConnectionTest> results = new LinkedHashMap<>();
    for (int i = 0; i < ended.size(); i++) {
      results.put(chosen.get(i).name(), result(ended.get(i), at));
    }
    return results;
  }

  private static ConnectionTest result(Future<ConnectionTest> test, Instant at)
      throws InterruptedException {
    try {
      return test.get();
    } catch (ExecutionException e) {
      return new ConnectionTest(at, false, String.valueOf(e.getCause()), Duration.ZERO, List.of());
    } catch (CancellationException e) {
      String detail = "no answer within " + LIMIT.toSeconds() + " s";
      return new ConnectionTest(at, false, detail, LIMIT, List.of());
    }
  }
}
