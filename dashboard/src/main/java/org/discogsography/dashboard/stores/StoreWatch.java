package org.discogsography.dashboard.stores;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.discogsography.dashboard.watch.Age;
import org.discogsography.dashboard.watch.Text;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one store whether it is there, often, and what it holds, seldom; keeps the last of both.
 * Thread-safe.
 */
public final class StoreWatch {
  private static final Duration FIGURES_EVERY = Duration.ofSeconds(15);
  private static final Duration STALE_AFTER = Duration.ofSeconds(10);
  private static final int LONGEST_REASON = 300;

  private final StoreSource source;
  private final InstantSource clock;
  private StoreState state = StoreState.UNKNOWN;
  private @Nullable Instant since;
  private @Nullable String reason;
  private @Nullable Double pingMillis;
  private @Nullable Instant asked;
  private @Nullable StoreFigures figures;
  private @Nullable Instant read;

  public StoreWatch(StoreSource source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** As on the page. */
  public String name() {
    return source.name();
  }

  /** Asks once and keeps the answer; nothing is locked meanwhile. */
  public void poll() {
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
    boolean old = asked != null && !now.isBefore(asked.plus(STALE_AFTER));
    return new StoreView(
        source.name(),
        old ? StoreState.STALE : state,
        since == null ? null : since.toString(),
        old ? "it has not answered the last question yet" : reason,
        pingMillis,
        Age.seconds(asked, now),
        figures,
        Age.seconds(read, now));
  }

  private synchronized boolean figuresAreOld() {
    return read == null || !clock.instant().isBefore(read.plus(FIGURES_EVERY));
  }

  private synchronized void keep(StoreFigures answer) {
    figures = answer;
    read = clock.instant();
  }

  private synchronized void answered(double millis) {
    become(StoreState.UP);
    pingMillis = millis;
    reason = null;
  }

  private synchronized void failed(RuntimeException failure) {
    boolean broken = failure instanceof StoreException e && e.kind() == FailureKind.SYSTEMIC;
    become(broken ? StoreState.REFUSED : StoreState.AWAY);
    pingMillis = null;
    reason = Text.shortened(String.valueOf(failure.getMessage()), LONGEST_REASON);
  }

  private void become(StoreState next) {
    asked = clock.instant();
    if (state != next) {
      state = next;
      since = asked;
    }
  }
}
