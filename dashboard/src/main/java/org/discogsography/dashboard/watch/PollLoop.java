package org.discogsography.dashboard.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one poll after the other on a virtual thread of its own, with a pause in between, so that no
 * target delays another. A poll that throws is logged and does not end the loop. Thread-safe.
 */
public final class PollLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
  private static final Duration STALLED = Duration.ofMinutes(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Runnable poll;
  private final Duration pause;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile long turned = System.nanoTime();

  private PollLoop(String name, Duration pause, Runnable poll) {
    this.poll = poll;
    this.pause = pause;
    this.thread = Thread.ofVirtual().name("poll-" + name).unstarted(this::loop);
  }

  public static PollLoop start(String name, Duration pause, Runnable poll) {
    PollLoop loop = new PollLoop(name, pause, poll);
    loop.thread.start();
    return loop;
  }

  /** False when the loop has not turned for 5 minutes. */
  public boolean alive() {
    return thread.isAlive() && System.nanoTime() - turned < STALLED.toNanos();
  }

  /** Ends the poll that is running; waits 2 seconds for it at most. */
  @Override
  public void close() {
    stopped.countDown();
    thread.interrupt();
    try {
      thread.join(CLOSE_LIMIT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    try {
      do {
        turned = System.nanoTime();
        once();
      } while (!stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void once() {
    try {
      poll.run();
    } catch (RuntimeException e) {
      LOG.error("{} failed", thread.getName(), e);
    }
  }
}
