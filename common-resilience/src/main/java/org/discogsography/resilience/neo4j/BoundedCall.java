package org.discogsography.resilience.neo4j;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A driver call that its caller is sure to leave in time. The driver has no read timeout, so a hung
 * server would hold a thread for minutes: the call runs on a virtual thread of its own, which is
 * interrupted (the driver then drops the connection) and left behind at the deadline. The driver
 * cannot be interrupted while it opens a connection; that ends by its own timeouts, and then finds
 * that nobody wants it any more.
 */
final class BoundedCall {
  private BoundedCall() {}

  /**
   * Runs the call.
   *
   * @throws TimeoutException if it did not end in time
   * @throws ExecutionException with what it threw
   */
  static <T> T run(String name, Duration deadline, Callable<T> call)
      throws InterruptedException, TimeoutException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().name(name).start(task);
    try {
      return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (CancellationException e) {
      throw new IllegalStateException("only this method cancels the task", e);
    } finally {
      task.cancel(true);
    }
  }

  /** What the call threw. */
  static Throwable cause(ExecutionException e) {
    Throwable cause = e.getCause();
    return cause == null ? e : cause;
  }
}
