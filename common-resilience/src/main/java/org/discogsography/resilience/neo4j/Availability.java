package org.discogsography.resilience.neo4j;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server takes transactions, as far as is known: the probe decides, and a call that
 * failed casts doubt until a later probe has succeeded. Logs each change once, and an outage again
 * every 5 minutes. Thread-safe.
 */
final class Availability {
  private static final Logger LOG = LoggerFactory.getLogger(Availability.class);
  private static final Duration REMINDER = Duration.ofMinutes(5);

  private final String address;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private volatile State state;
  private Instant reminded;
  private long doubts;
  private boolean closed;

  /** What is known. */
  enum Phase {
    /** No probe has ended yet. */
    CONNECTING,
    UP,
    /** Does not answer; waiting helps. */
    AWAY,
    /** Answers and refuses; somebody has to mend something. */
    BROKEN
  }

  /**
   * The phase, since when, what went wrong last (also when all is well again), and how often the
   * phase has become UP.
   */
  record State(
      Phase phase,
      Instant since,
      @Nullable StoreException lastFailure,
      @Nullable Instant lastFailureAt,
      long arrivals) {
    State become(Phase next, Instant now) {
      long entries = next == Phase.UP ? arrivals + 1 : arrivals;
      return new State(next, next == phase ? since : now, lastFailure, lastFailureAt, entries);
    }

    State failing(StoreException failure, Instant now) {
      return new State(phase, since, failure, now, arrivals);
    }
  }

  Availability(String address, Clock clock) {
    this.address = address;
    this.clock = clock;
    this.reminded = clock.instant();
    this.state = new State(Phase.CONNECTING, reminded, null, null, 0);
  }

  State state() {
    return state;
  }

  /** To be handed to {@link #probed}: a probe that began before a doubt does not settle it. */
  long beginProbe() {
    lock.lock();
    try {
      return doubts;
    } finally {
      lock.unlock();
    }
  }

  /** The probe that began with this number of doubts succeeded. */
  void probed(long doubtsAtBegin) {
    lock.lock();
    try {
      if (doubtsAtBegin == doubts && state.phase() != Phase.UP) {
        State before = state;
        become(before.become(Phase.UP, clock.instant()));
        if (before.phase() == Phase.CONNECTING) {
          LOG.info("Connected to Neo4j at {}", address);
        } else {
          LOG.info("Neo4j at {} is back after {} s", address, secondsSince(before.since()));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /** The probe failed. */
  void probeFailed(StoreException failure) {
    lock.lock();
    try {
      failed(failure);
    } finally {
      lock.unlock();
    }
  }

  /** A call failed. Only a server that does not answer is in doubt; other failures are noted. */
  void callFailed(StoreException failure) {
    lock.lock();
    try {
      if (failure.kind() == FailureKind.UNAVAILABLE) {
        doubts++;
        failed(failure);
      } else {
        state = state.failing(failure, clock.instant());
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the server takes transactions.
   *
   * @return false if it did not within the limit
   * @throws StoreException if this is closed
   */
  boolean awaitUp(Duration limit) throws InterruptedException {
    return await(() -> state.phase() == Phase.UP, limit);
  }

  /** Waits until the server has become UP more often than that. */
  boolean awaitArrival(long after, Duration limit) throws InterruptedException {
    return await(() -> state.arrivals() > after, limit);
  }

  private boolean await(BooleanSupplier condition, Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (true) {
        if (closed) {
          throw closedException();
        }
        if (condition.getAsBoolean()) {
          return true;
        }
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The probe's pause: ends early when a new doubt arises, but not before the shortest pause. */
  void pause(Duration delay, Duration shortest, long doubtsBefore) throws InterruptedException {
    long start = System.nanoTime();
    lock.lockInterruptibly();
    try {
      while (!closed) {
        Duration wanted = doubts == doubtsBefore ? delay : shortest;
        long left = wanted.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
          return;
        }
        changed.await(left, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  boolean closed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** False if it was closed before. */
  boolean close() {
    lock.lock();
    try {
      boolean first = !closed;
      closed = true;
      changed.signalAll();
      return first;
    } finally {
      lock.unlock();
    }
  }

  static StoreException closedException() {
    String message = "this driver is closed";
    return new StoreException(
        Neo4jClassifier.STORE,
        FailureKind.UNAVAILABLE,
        "Closed",
        message,
        new IllegalStateException(message));
  }

  private void failed(StoreException failure) {
    Phase phase = failure.kind() == FailureKind.SYSTEMIC ? Phase.BROKEN : Phase.AWAY;
    Instant now = clock.instant();
    State before = state;
    become(before.become(phase, now).failing(failure, now));
    if (closed) {
      return;
    }
    if (before.phase() != phase) {
      LOG.warn(
          "Neo4j at {} {}: {}: {}",
          address,
          phase == Phase.BROKEN ? "refuses" : "does not answer",
          failure.code(),
          failure.getMessage());
      reminded = now;
    } else if (Duration.between(reminded, now).compareTo(REMINDER) >= 0) {
      LOG.warn("Neo4j at {} is still away after {} s", address, secondsSince(before.since()));
      reminded = now;
    }
  }

  private void become(State next) {
    state = next;
    changed.signalAll();
  }

  private long secondsSince(Instant since) {
    return Duration.between(since, clock.instant()).toSeconds();
  }
}
