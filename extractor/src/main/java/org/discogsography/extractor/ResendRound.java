package org.discogsography.extractor;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.publish.ResendInbox;
import org.discogsography.extractor.publish.WorkQueues;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests to send records again, carried out between passes. One thread. */
final class ResendRound {
  private static final Logger LOG = LoggerFactory.getLogger(ResendRound.class);
  private static final Duration WORKERS_START = Duration.ofSeconds(15);
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final ResendInbox inbox;
  private final WorkQueues queues;
  private final StateDirectory state;

  ResendRound(ResendInbox inbox, WorkQueues queues, StateDirectory state) {
    this.inbox = inbox;
    this.queues = queues;
    this.state = state;
  }

  /** Waits for requests up to the limit; whether any was carried out. */
  boolean await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean carriedOut = handled(limit);
    if (!carriedOut) {
      // The broker may have been away all the time.
      pause(Duration.ofNanos(deadline - System.nanoTime()));
    }
    return carriedOut;
  }

  /**
   * Workers that start with empty stores ask for everything, just when the first extraction begins;
   * handled during that, it would all be sent twice. So the first one waits a little for them.
   */
  void beforeTheFirstPass() throws InterruptedException {
    if (!nothingWasExtracted()) {
      return;
    }
    long deadline = System.nanoTime() + WORKERS_START.toNanos();
    while (System.nanoTime() < deadline && !queues.allHaveConsumers()) {
      pause(GLANCE);
    }
    boolean ignored = handled(GLANCE);
  }

  private boolean handled(Duration limit) throws InterruptedException {
    try {
      return inbox.await(limit, state::sendAgain);
    } catch (IOException e) {
      LOG.error("The state directory cannot be used; what was asked for stays to be done", e);
      return false;
    }
  }

  private boolean nothingWasExtracted() {
    try {
      return state.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static void pause(Duration time) throws InterruptedException {
    boolean ignored = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }
}
