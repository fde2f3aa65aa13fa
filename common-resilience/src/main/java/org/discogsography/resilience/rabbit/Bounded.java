package org.discogsography.resilience.rabbit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives calls a deadline that have none of their own. */
final class Bounded {
  private static final Logger LOG = LoggerFactory.getLogger(Bounded.class);

  /** Closing something; what it throws does not matter to anyone. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  private Bounded() {}

  /**
   * Runs a step on a thread of its own and waits for it, also when interrupted: giving back what
   * one holds is bounded, and part of honouring an interrupt. A step that is late goes on by itself
   * until the client's own limits end it.
   *
   * @return whether the step ended, in whatever way, within the limit
   */
  static boolean run(String name, Duration limit, Step step) {
    CountDownLatch done = new CountDownLatch(1);
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            step.run();
          } catch (Exception e) {
            LOG.debug("{} failed", name, e);
          } finally {
            done.countDown();
          }
        });
    return awaitUninterrupted(done, System.nanoTime() + limit.toNanos());
  }

  /** Makes a call on a thread of its own and waits for its result. */
  static <T> T call(String name, Duration limit, Callable<T> call)
      throws ExecutionException, TimeoutException, InterruptedException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().name(name).start(task);
    return task.get(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private static boolean awaitUninterrupted(CountDownLatch done, long deadline) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return done.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
