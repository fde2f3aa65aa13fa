package org.discogsography.resilience.neo4j;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.neo4j.driver.exceptions.Neo4jException;

/**
 * A driver call that its caller is sure to leave in time. The driver has no read timeout, so a hung
 * server would hold a thread for minutes: the call runs on a virtual thread of its own, which is
 * interrupted (the driver then drops the connection) and left behind at the deadline. The driver
 * cannot be interrupted while it opens a connection; that ends by its own timeouts, and then finds
 * that nobody wants it any more.
 */
final class BoundedCall {
  static final String DEADLINE_CODE = "DeadlineExceeded";

  private BoundedCall() {}

  /**
   * Runs the call.
   *
   * @throws StoreException if it failed in the driver or did not end in time; what else it threw is
   *     thrown as it is
   */
  static <T> T run(String name, Duration deadline, Callable<T> call) throws InterruptedException {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().name(name).start(task);
    try {
      return task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new StoreException(
          Neo4jClassifier.STORE,
          FailureKind.UNAVAILABLE,
          DEADLINE_CODE,
          "no answer within " + deadline.toMillis() + " ms",
          e);
    } catch (ExecutionException e) {
      throw translated(e);
    } finally {
      task.cancel(true);
    }
  }

  /** A bug in the work is not the store's failure and leaves as it is. */
  private static StoreException translated(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (cause instanceof StoreException known) {
      throw known;
    }
    if (cause instanceof RuntimeException bug && !(cause instanceof Neo4jException)) {
      throw bug;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return Neo4jClassifier.translate(cause);
  }
}
