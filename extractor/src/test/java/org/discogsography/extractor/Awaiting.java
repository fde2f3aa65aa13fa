package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits for what another thread or process brings about. */
final class Awaiting {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Anything that can be looked at. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws Exception;
  }

  private Awaiting() {}

  static void until(String what, Condition condition) throws Exception {
    within(PATIENCE, what, condition);
  }

  static void within(Duration limit, String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("deadline for " + what).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
