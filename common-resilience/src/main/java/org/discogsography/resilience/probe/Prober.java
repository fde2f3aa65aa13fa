package org.discogsography.resilience.probe;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.probe.Availability.Away;
import org.discogsography.resilience.probe.Availability.Starting;
import org.discogsography.resilience.probe.Availability.Up;
import org.jspecify.annotations.Nullable;

/**
 * Probes one server for all its users, on one thread: at an interval while it is up, at short
 * pauses while it is away, at once when a user reports a failure. Users who wait are woken by the
 * very probe that succeeds. Only probes decide whether the server is up; a user's failure only
 * makes the next answer wait for a fresh probe, so one refused batch does not make a server flap.
 *
 * <p>Thread-safe.
 */
public final class Prober implements AutoCloseable {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final String store;
  private final Probe probe;
  private final ProbeSettings settings;
  private final ProbeListener listener;
  private final Clock clock;
  private final ProbeLog log;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Thread thread;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile Availability availability;
  private volatile int troubled;
  private long reports;
  private long answered;
  private boolean closed;

  private Prober(
      String store, Probe probe, ProbeSettings settings, ProbeListener listener, Clock clock) {
    this.store = store;
    this.probe = probe;
    this.settings = settings;
    this.listener = listener;
    this.clock = clock;
    this.log = new ProbeLog(store);
    this.availability = new Starting(clock.instant());
    this.thread = Thread.ofVirtual().name(store + "-probe").unstarted(this::run);
  }

  /**
   * Starts probing at once.
   *
   * @param store the server's name as in health
   * @param listener hears of every probe
   */
  public static Prober start(
      String store, Probe probe, ProbeSettings settings, ProbeListener listener, Clock clock) {
    Prober prober = new Prober(store, probe, settings, listener, clock);
    prober.thread.start();
    return prober;
  }

  /** What the last probe said; answers at once. */
  public Availability availability() {
    return availability;
  }

  /** To be called when something failed that may be the server's fault: probes at once. */
  public void failed() {
    lock.lock();
    try {
      reports++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** To be called when the server did what it was asked to: ends the back-off. */
  public void succeeded() {
    if (troubled > 0 && availability instanceof Up) {
      troubled = 0;
    }
  }

  /**
   * Waits until a probe has succeeded that began after the last reported failure.
   *
   * @return whether that happened within the limit
   * @throws IllegalStateException if this is closed
   */
  public boolean awaitAvailable(Duration limit) throws InterruptedException {
    return await(this::available, limit);
  }

  /** Waits until the first probe has ended, however it did. */
  public boolean awaitStarted(Duration limit) throws InterruptedException {
    return await(() -> !(availability instanceof Starting), limit);
  }

  /** Ends the probing and wakes everybody who waits; idempotent. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    thread.interrupt();
    joinThread();
  }

  private void run() {
    try {
      long reported = reports();
      do {
        long began = System.nanoTime();
        settle(reported, attempt());
        reported = awaitNext(began);
      } while (reported >= 0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      probe.close();
    }
  }

  private @Nullable StoreException attempt() throws InterruptedException {
    try {
      probe.attempt();
      return null;
    } catch (StoreException e) {
      return e;
    } catch (RuntimeException e) {
      String code = e.getClass().getSimpleName();
      return new StoreException(store, FailureKind.UNKNOWN, code, "The probe failed: " + e, e);
    }
  }

  private void settle(long reported, @Nullable StoreException failure) {
    Availability before = availability;
    Availability now = next(before, failure);
    if (now instanceof Up && !(before instanceof Up)) {
      listener.back();
    }
    if (failure == null) {
      listener.succeeded();
    } else {
      listener.failed(failure);
    }
    if (listener.wantsLog()) {
      log.changed(before, now, clock.instant());
    }
    lock.lock();
    try {
      boolean scheduled = before instanceof Up && reported == answered;
      troubled = failure == null && scheduled ? 0 : troubled + 1;
      if (failure == null) {
        answered = reported;
      }
      availability = now;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private Availability next(Availability before, @Nullable StoreException failure) {
    if (failure == null) {
      return before instanceof Up ? before : new Up(clock.instant());
    }
    return before instanceof Away away
        ? new Away(away.since(), failure)
        : new Away(clock.instant(), failure);
  }

  /**
   * Pauses count from the beginning of an attempt: one that waited for a hung server until its
   * deadline is followed by the next at once, which the server answers as soon as it can.
   *
   * @return the number of reports that the next probe answers, or a negative number when closed
   */
  private long awaitNext(long began) throws InterruptedException {
    lock.lock();
    try {
      Duration pause = troubled == 0 ? Duration.ZERO : settings.pause(troubled, random);
      while (!closed) {
        Duration wait = available() ? settings.interval() : pause;
        long left = wait.toNanos() - (System.nanoTime() - began);
        if (left <= 0) {
          return reports;
        }
        long ignored = changed.awaitNanos(left);
      }
      return -1;
    } finally {
      lock.unlock();
    }
  }

  private boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = limit.toNanos();
      while (!condition.getAsBoolean()) {
        if (closed) {
          throw new IllegalStateException("the probing of " + store + " was ended");
        }
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean available() {
    return availability instanceof Up && answered == reports;
  }

  private long reports() {
    lock.lock();
    try {
      return reports;
    } finally {
      lock.unlock();
    }
  }

  private void joinThread() {
    try {
      if (!thread.join(CLOSE_LIMIT)) {
        log.stillRunning(CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
