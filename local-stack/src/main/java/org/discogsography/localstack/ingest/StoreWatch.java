package org.discogsography.localstack.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts what a store holds, again and again on a thread of its own, so that a store that hangs
 * does not stop whoever wants the figures. It rests longer than it counts, up to ten seconds.
 */
final class StoreWatch implements AutoCloseable {
  private static final Duration LEAST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final int PAUSE_FOR_WORK = 3;

  /** Counts, and when counting them began. */
  record Counts(Map<Kind, Long> of, long begun) {}

  private final Counter counter;
  private final Thread thread;
  private volatile @Nullable Counts latest;
  private volatile boolean closed;

  private StoreWatch(Counter counter, String name) {
    this.counter = counter;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  static StoreWatch start(Counter counter, String name) {
    StoreWatch watch = new StoreWatch(counter, name);
    watch.thread.start();
    return watch;
  }

  /** The newest figures; empty while the store does not answer. */
  Optional<Counts> latest() {
    return Optional.ofNullable(latest);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    while (!closed) {
      long begun = System.nanoTime();
      latest = count(begun);
      long took = System.nanoTime() - begun;
      LockSupport.parkNanos(
          Math.clamp(took * PAUSE_FOR_WORK, LEAST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos()));
    }
    counter.close();
  }

  private @Nullable Counts count(long begun) {
    try {
      return new Counts(counter.count(), begun);
    } catch (Exception away) {
      // A store that is down is a normal state here: the figures are simply not known.
      return null;
    }
  }
}
