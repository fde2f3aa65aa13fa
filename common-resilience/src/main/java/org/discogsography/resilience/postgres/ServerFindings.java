package org.discogsography.resilience.postgres;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.resource.Findings;
import org.jspecify.annotations.Nullable;

/** Keeps what the last look at the server found; one look at a time, none within a minute. */
final class ServerFindings {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST = 5;

  private final ServerInspection inspection;
  private final Clock clock;
  private volatile Findings last = Findings.NONE;
  private @Nullable FutureTask<Findings> look;

  ServerFindings(ServerInspection inspection, Clock clock) {
    this.inspection = inspection;
    this.clock = clock;
  }

  /** What is known, after waiting for a look that is under way for 2 seconds at most. */
  Findings get() {
    FutureTask<Findings> current = current();
    if (current == null) {
      return last;
    }
    try {
      return current.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return last;
    } catch (ExecutionException e) {
      return new Findings(
          clock.instant(), List.of(), List.of("Nothing could be seen: " + e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return last;
    }
  }

  /** The look that is under way or begun now; null while the last one is fresh. */
  private synchronized @Nullable FutureTask<Findings> current() {
    Instant at = last.at();
    if (look != null && !look.isDone()) {
      return look;
    }
    if (at != null && at.plus(FRESH).isAfter(clock.instant())) {
      return null;
    }
    FutureTask<Findings> begun = new FutureTask<>(this::look);
    look = begun;
    Thread.ofVirtual().name("postgres-findings").start(begun);
    return begun;
  }

  private Findings look() throws InterruptedException {
    List<Findings.Setting> settings = new ArrayList<>();
    List<String> advice = new ArrayList<>();
    try {
      inspection
          .settings()
          .forEach(s ->
              settings.add(new Findings.Setting(s.name(), s.recommended(), s.actual(), s.fits())));
      inspection.slowStatements().orElse(List.of()).stream()
          .limit(MOST)
          .forEach(s ->
              advice.add(
                  "%d ms on average, %d times: %s"
                      .formatted(s.mean().toMillis(), s.calls(), s.query())));
      inspection.indexSuggestions().stream().limit(MOST).forEach(s -> advice.add(s.suggestion()));
    } catch (StoreException e) {
      advice.add("The server could not be looked at: " + e.code() + " " + e.getMessage());
    }
    Findings found = new Findings(clock.instant(), List.copyOf(settings), List.copyOf(advice));
    last = found;
    return found;
  }
}
