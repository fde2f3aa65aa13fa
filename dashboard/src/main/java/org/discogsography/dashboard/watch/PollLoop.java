package org.discogsography.dashboard.watch;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one poll after the other on a virtual thread of its own, at a fixed rate, so that no target
 * delays another. A poll that throws is logged and does not end the loop. Thread-safe.
 */
public final class PollLoop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PollLoop.class);
  private static final Duration STALLED = Duration.ofMinutes(5);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Runnable poll;
  private final Duration interval;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread;
  private volatile long turned = System.nanoTime();

  private PollLoop(String name, Duration interval, Runnable poll) {
    this.poll = poll;
    this.interval = interval;
    this.thread = Thread.ofVirtual().name("poll-" + name).unstarted(this::loop);
  }

  public static PollLoop start(String name, Duration interval, Runnable poll) {
    PollLoop loop = new PollLoop(name, interval, poll);
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
    Pace pace = new Pace(interval, System::nanoTime);
    try {
      do {
        turned = System.nanoTime();
        once();
      } while (!stopped.await(pace.pause().toNanos(), TimeUnit.NANOSECONDS));
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
