package org.discogsography.extractor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.publish.ResendSource;
import org.discogsography.extractor.publish.WorkQueues;
import org.discogsography.extractor.schedule.Waiting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to send records again, carried out between passes. One thread. */
final class ResendRound {
  private static final Logger LOG = LoggerFactory.getLogger(ResendRound.class);
  private static final Duration WORKERS_START = Duration.ofSeconds(15);
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final ResendSource inbox;
  private final WorkQueues queues;
  private final StateDirectory state;
  private final ResendSource.Handler handler;
  private final Waiting waiting;
  private String problem = "";

  /**
   * @param handler notes in the state what is asked for
   */
  ResendRound(
      ResendSource inbox,
      WorkQueues queues,
      StateDirectory state,
      ResendSource.Handler handler,
      Waiting waiting) {
    this.inbox = inbox;
    this.queues = queues;
    this.state = state;
    this.handler = handler;
    this.waiting = waiting;
  }

  /**
   * Waits for requests up to the limit; whether there is anything to send on account of them.
   *
   * @param enough ends the waiting early
   */
  boolean await(Duration limit, BooleanSupplier enough) throws InterruptedException {
    queues.restore();
    long deadline = waiting.nanos() + limit.toNanos();
    boolean anything = handled(limit, enough);
    while (!anything && !enough.getAsBoolean() && waiting.nanos() < deadline) {
      // The broker may be away.
      waiting.pause(shorter(GLANCE, Duration.ofNanos(deadline - waiting.nanos())));
      anything = handled(Duration.ofNanos(deadline - waiting.nanos()), enough);
    }
    return anything;
  }

  /** Requests that are there already; whether there is anything to send on account of them. */
  boolean pending() throws InterruptedException {
    return handled(GLANCE, () -> false);
  }

  /**
   * Workers that start with empty stores ask for everything, just when the first extraction begins;
   * handled during that, it would all be sent twice. So the first one waits a little for them.
   */
  void beforeTheFirstPass() throws InterruptedException {
    if (!nothingWasExtracted()) {
      return;
    }
    long deadline = waiting.nanos() + WORKERS_START.toNanos();
    while (waiting.nanos() < deadline && !queues.allHaveConsumers()) {
      waiting.pause(GLANCE);
    }
    boolean ignored = pending();
  }

  private boolean handled(Duration limit, BooleanSupplier enough) throws InterruptedException {
    AtomicBoolean noted = new AtomicBoolean();
    try {
      boolean anything =
          inbox.await(
              limit,
              enough,
              asked -> {
                boolean toSend = handler.sendAgain(asked);
                noted.compareAndSet(false, toSend);
                return toSend;
              });
      problem = "";
      if (anything) {
        // Whoever asked may have been stopped before the queue was bound.
        queues.restore();
      }
      return anything;
    } catch (IOException | UncheckedIOException e) {
      if (!problem.equals(e.toString())) {
        problem = e.toString();
        LOG.error("The state directory cannot be used; what was asked for stays to be done", e);
      }
      // What came before the failure is noted and acknowledged.
      return noted.get();
    }
  }

  private boolean nothingWasExtracted() {
    try {
      return state.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
