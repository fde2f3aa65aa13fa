package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.resilience.health.ComponentHealth;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.health.Status;

/** Asks a client for its health all the time, and remembers how long the answers took. */
final class HealthWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final HealthIndicator indicator;
  private final Thread thread;
  private final List<Long> took = new ArrayList<>();
  private volatile boolean stopping;

  HealthWatch(HealthIndicator indicator) {
    this.indicator = indicator;
    this.thread = Thread.ofPlatform().name("health-watch").start(this::watch);
  }

  static boolean isUp(HealthIndicator indicator) {
    return indicator.health().status() == Status.UP;
  }

  /** Ends the watch; one answer in a hundred may be late, because this machine may be busy. */
  void assertAnsweredAtOnce() throws InterruptedException {
    close();
    assertThat(thread.join(Duration.ofSeconds(5))).as("an answer of health").isTrue();
    List<Long> sorted = took.stream().sorted().toList();
    assertThat(sorted).hasSizeGreaterThan(10);
    Duration late = Duration.ofNanos(sorted.get((int) (0.99 * (sorted.size() - 1))));
    assertThat(late).as("p99 of %d answers of health", sorted.size()).isLessThan(AT_ONCE);
  }

  @Override
  public void close() {
    stopping = true;
  }

  private void watch() {
    while (!stopping) {
      long began = System.nanoTime();
      ComponentHealth ignored = indicator.health();
      took.add(System.nanoTime() - began);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
