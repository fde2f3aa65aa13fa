package org.discogsography.dashboard.stores;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.discogsography.dashboard.watch.Age;
import org.discogsography.dashboard.watch.Text;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.probe.Availability;
import org.jspecify.annotations.Nullable;

/**
 * Asks one store whether it reads, often, and what it holds, seldom; keeps the last of both. That a
 * store is away is known from its probes, at once. Thread-safe.
 */
public final class StoreWatch {
  private static final Duration FIGURES_EVERY = Duration.ofSeconds(15);

  /** A read that fails is tried again before it says so. */
  private static final Duration STALE_AFTER = Duration.ofSeconds(30);

  private static final int LONGEST_REASON = 300;

  private final StoreSource source;
  private final InstantSource clock;
  private @Nullable Failure failure;
  private @Nullable Double pingMillis;
  private @Nullable Instant asked;
  private @Nullable StoreFigures figures;
  private @Nullable Instant read;

  private record Failure(Instant at, String reason) {}

  private record Condition(StoreState state, @Nullable String reason) {}

  public StoreWatch(StoreSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** As on the page. */
  public String name() {
    return source.name();
  }

  /** Asks once, unless it is known to be in vain; nothing is locked meanwhile. */
  public void poll() {
    if (source.availability() instanceof Availability.Away) {
      return;
    }
    try {
      long begun = System.nanoTime();
      source.ping();
      answered(Math.round((System.nanoTime() - begun) / 10_000.0) / 100.0);
      if (figuresAreOld()) {
        keep(source.figures());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** What is known now. */
  public synchronized StoreView view() {
    Instant now = clock.instant();
    Availability availability = source.availability();
    Condition condition = condition(availability, now);
    return new StoreView(
        source.name(),
        condition.state(),
        availability.since().toString(),
        condition.reason(),
        condition.state() == StoreState.UP ? pingMillis : null,
        Age.seconds(asked, now),
        figures,
        Age.seconds(read, now));
  }

  private Condition condition(Availability availability, Instant now) {
    return switch (availability) {
      case Availability.Starting starting -> new Condition(StoreState.UNKNOWN, null);
      case Availability.Away away ->
          new Condition(
              away.reason().kind() == FailureKind.SYSTEMIC ? StoreState.REFUSED : StoreState.AWAY,
              shortened(away.reason()));
      case Availability.Up up -> answering(up, now);
    };
  }

  private Condition answering(Availability.Up up, Instant now) {
    if (asked == null) {
      return new Condition(StoreState.UP, null);
    }
    if (!now.isBefore(asked.plus(STALE_AFTER))) {
      return new Condition(StoreState.STALE, "it has not answered the last question yet");
    }
    return failure != null && failure.at().isAfter(up.since())
        ? new Condition(StoreState.AWAY, failure.reason())
        : new Condition(StoreState.UP, null);
  }

  private synchronized boolean figuresAreOld() {
    return read == null || !clock.instant().isBefore(read.plus(FIGURES_EVERY));
  }

  private synchronized void keep(StoreFigures answer) {
    figures = answer;
    read = clock.instant();
  }

  private synchronized void answered(double millis) {
    asked = clock.instant();
    failure = null;
    pingMillis = millis;
  }

  private synchronized void failed(RuntimeException cause) {
    asked = clock.instant();
    failure = new Failure(asked, shortened(cause));
  }

  private static String shortened(RuntimeException cause) {
    return Text.shortened(String.valueOf(cause.getMessage()), LONGEST_REASON);
  }
}
