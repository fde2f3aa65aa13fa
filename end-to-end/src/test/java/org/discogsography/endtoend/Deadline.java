package org.discogsography.endtoend;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waiting for what becomes true. */
final class Deadline {
  private Deadline() {}

  static void await(Duration limit, Supplier<String> what, Callable<Boolean> done)
      throws Exception {
    await(limit, Duration.ofMillis(50), what, done);
  }

  static void await(Duration limit, Duration pause, Supplier<String> what, Callable<Boolean> done)
      throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!done.call()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + what.get());
      }
      Thread.sleep(pause);
    }
  }
}
