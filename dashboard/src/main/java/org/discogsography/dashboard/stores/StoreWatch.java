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
  private @Nullable Instant answered;
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
        Age.seconds(answered, now),
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
    if (failure != null && failure.at().isAfter(up.since())) {
      return new Condition(StoreState.AWAY, failure.reason());
    }
    return answered == null || now.isBefore(later(answered, up.since()).plus(STALE_AFTER))
        ? new Condition(StoreState.UP, null)
        : new Condition(StoreState.STALE, "it has not answered the last question yet");
  }

  /** It is not asked while it is known to be away. */
  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private synchronized boolean figuresAreOld() {
    return read == null || !clock.instant().isBefore(read.plus(FIGURES_EVERY));
  }

  private synchronized void keep(StoreFigures answer) {
    figures = answer;
    read = clock.instant();
  }

  private synchronized void answered(double millis) {
    answered = clock.instant();
    failure = null;
    pingMillis = millis;
  }

  private synchronized void failed(RuntimeException cause) {
    failure = new Failure(clock.instant(), shortened(cause));
  }

  private static String shortened(RuntimeException cause) {
    return Text.shortened(String.valueOf(cause.getMessage()), LONGEST_REASON);
  }
}
