package org.discogsography.resilience.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.health.Status;

/** Asks for health all the time, and remembers how long the answers took. */
final class HealthWatch implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(10);
  private static final Duration AT_ONCE = Duration.ofMillis(100);

  private final Question question;
  private final Thread thread;
  private final List<Long> took = new ArrayList<>();
  private volatile boolean stopping;
  private volatile Exception failure;

  /** Fails if the answer is not one. */
  interface Question {
    void ask() throws Exception;
  }

  HealthWatch(Question question) {
    this.question = question;
    this.thread = Thread.ofPlatform().name("health-watch").start(this::watch);
  }

  static HealthWatch of(HealthIndicator indicator) {
    return new HealthWatch(indicator::health);
  }

  static boolean isUp(HealthIndicator indicator) {
    return indicator.health().status() == Status.UP;
  }

  /** Ends the watch; one answer in a hundred may be late, because this machine may be busy. */
  void assertAnsweredAtOnce() throws InterruptedException {
    close();
    assertThat(thread.join(Duration.ofSeconds(5))).as("an answer of health").isTrue();
    assertThat(failure).as("what went wrong with asking").isNull();
    List<Long> sorted = took.stream().sorted().toList();
    assertThat(sorted).hasSizeGreaterThan(10);
    Duration late = Duration.ofNanos(sorted.get((int) (0.99 * (sorted.size() - 1))));
    System.out.printf(
        "health %d answers, p99 %d ms, max %d ms%n",
        sorted.size(), late.toMillis(), Duration.ofNanos(sorted.getLast()).toMillis());
    assertThat(late).as("p99 of %d answers of health", sorted.size()).isLessThan(AT_ONCE);
  }

  @Override
  public void close() {
    stopping = true;
  }

  private void watch() {
    while (!stopping) {
      long began = System.nanoTime();
      try {
        question.ask();
      } catch (Exception e) {
        failure = e;
        return;
      }
      took.add(System.nanoTime() - began);
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
