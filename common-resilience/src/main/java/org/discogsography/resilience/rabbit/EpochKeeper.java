package org.discogsography.resilience.rabbit;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.discogsography.resilience.policy.Backoff;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one epoch up: a single thread connects, whoever needs the connection waits here. Every
 * change of state is one call of a transition of {@link ConnectionState} under the lock.
 */
final class EpochKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(EpochKeeper.class);
  private static final Backoff PROBES =
      new Backoff.Exponential(Duration.ofMillis(250), 2, Duration.ofSeconds(1));

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final RabbitSettings settings;
  private final EpochOpener opener;
  private final Clock clock;
  private final Runnable whenAlarmChanges;
  private final Pauses pauses = new Pauses(PROBES, RandomGenerator.getDefault());
  private final Thread connector;
  private final ConnectionLog log;

  private ConnectionState state;
  private @Nullable Epoch live;

  /**
   * @param whenAlarmChanges called on the client's thread when publishing is blocked or unblocked
   */
  EpochKeeper(RabbitSettings settings, EpochOpener opener, Clock clock, Runnable whenAlarmChanges) {
    this.settings = settings;
    this.opener = opener;
    this.clock = clock;
    this.whenAlarmChanges = whenAlarmChanges;
    this.log = new ConnectionLog(clock);
    this.state = ConnectionState.starting(clock.instant());
    this.connector = Thread.ofVirtual().name("rabbitmq-connector").unstarted(this::keepConnected);
  }

  void start() {
    connector.start();
  }

  ConnectionState state() {
    lock.lock();
    try {
      return state;
    } finally {
      lock.unlock();
    }
  }

  /** The epoch, or null while there is none. */
  @Nullable Epoch current() {
    lock.lock();
    try {
      return live;
    } finally {
      lock.unlock();
    }
  }

  /** The epoch as soon as there is one, or null when the limit has passed or it was closed. */
  @Nullable Epoch await(Duration limit) throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (live == null && left > 0 && !(state instanceof ConnectionState.Closed)) {
        left = changed.awaitNanos(left);
      }
      return live;
    } finally {
      lock.unlock();
    }
  }

  /** Somebody found that the connection of an epoch does not work. */
  void lost(long epoch, ConnectionProblem problem) {
    transition(before -> before.lost(epoch, problem, clock.instant()));
  }

  /** Ends the epoch and the connecting. Returns within about three times the close timeout. */
  void close() {
    Epoch last = current();
    transition(before -> before.closed(clock.instant()));
    connector.interrupt();
    Bounded.run("rabbitmq-close", settings.closeTimeout(), connector::join);
    if (last != null) {
      last.close(settings.closeTimeout());
    }
  }

  private void keepConnected() {
    try {
      while (awaitAway()) {
        connect(state().epoch() + 1);
      }
    } catch (InterruptedException e) {
      LOG.debug("The connector of RabbitMQ was interrupted");
    }
  }

  /** Waits until a connection is needed; false when none is needed any more. */
  private boolean awaitAway() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (state instanceof ConnectionState.Up) {
        changed.await();
      }
      return state instanceof ConnectionState.Away;
    } finally {
      lock.unlock();
    }
  }

  private void connect(long epoch) throws InterruptedException {
    while (state() instanceof ConnectionState.Away) {
      long began = System.nanoTime();
      try {
        establish(opener.open(epoch, new BlockedState(whenAlarmChanges)));
        return;
      } catch (IOException | TimeoutException | RuntimeException e) {
        ConnectionProblem problem = ConnectionProblem.of(e);
        transition(before -> before.failed(problem));
        pause(began);
      }
    }
  }

  private void establish(Epoch epoch) {
    if (!begin(epoch)) {
      epoch.close(settings.closeTimeout());
      return;
    }
    pauses.reset();
    LOG.info("Connected to RabbitMQ at {}, epoch {}", settings.parsedUri(), epoch.number());
    watch(epoch, epoch.publishing());
    watch(epoch, epoch.consuming());
  }

  /** False when it was closed in the meantime. */
  private boolean begin(Epoch epoch) {
    lock.lock();
    try {
      state = state.connected(clock.instant());
      if (state instanceof ConnectionState.Closed) {
        return false;
      }
      live = epoch;
      changed.signalAll();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /** Hears of the end of a connection, also when that was before this call. */
  private void watch(Epoch epoch, BrokerConnection connection) {
    connection
        .client()
        .addShutdownListener(cause -> lost(epoch.number(), ConnectionProblem.of(cause)));
  }

  private void transition(UnaryOperator<ConnectionState> step) {
    Epoch gone = null;
    lock.lock();
    try {
      ConnectionState before = state;
      state = step.apply(before);
      if (!(state instanceof ConnectionState.Up)) {
        gone = live;
        live = null;
      }
      log.changed(before, state);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (gone != null && !(state() instanceof ConnectionState.Closed)) {
      hangUp(gone);
    }
  }

  /** On a thread of its own: the news may come on one that the client needs for closing. */
  private void hangUp(Epoch epoch) {
    Thread.ofVirtual().name("rabbitmq-hang-up").start(() -> epoch.close(settings.closeTimeout()));
  }

  /** From the beginning of the attempt, which may have waited for a hung broker for long. */
  private void pause(long began) throws InterruptedException {
    long left = pauses.next().toNanos() - (System.nanoTime() - began);
    lock.lockInterruptibly();
    try {
      while (left > 0 && state instanceof ConnectionState.Away) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
