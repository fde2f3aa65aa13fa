package org.discogsography.resilience.conformance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.resilience.conformance.Subject.Client;

/** Threads that call one client again and again, as a service under load does. */
final class Callers implements AutoCloseable {
  private final Client client;
  private final Duration pause;
  private final List<Thread> threads = new ArrayList<>();
  private final List<Long> took = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong succeeded = new AtomicLong();
  private final CountDownLatch started;
  private volatile boolean stopping;

  private Callers(Client client, int count, Duration pause) {
    this.client = client;
    this.pause = pause;
    this.started = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("caller-" + i).unstarted(this::call));
    }
  }

  /**
   * Starts them.
   *
   * @param pause of each between two calls
   */
  static Callers start(Client client, int count, Duration pause) {
    Callers callers = new Callers(client, count, pause);
    callers.threads.forEach(Thread::start);
    return callers;
  }

  /** Until each has begun its first call. */
  void awaitStarted() throws InterruptedException {
    boolean ignored = started.await(10, TimeUnit.SECONDS);
  }

  long calls() {
    return took.size();
  }

  long succeeded() {
    return succeeded.get();
  }

  /** Of the calls that have ended. */
  Duration longest() {
    return Duration.ofNanos(took.stream().mapToLong(Long::longValue).max().orElse(0));
  }

  /** Lets everybody finish the call that is under way; false if somebody does not in time. */
  boolean stop(Duration limit) throws InterruptedException {
    stopping = true;
    long deadline = System.nanoTime() + limit.toNanos();
    boolean all = true;
    for (Thread each : threads) {
      all &= each.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
    }
    return all;
  }

  @Override
  public void close() {
    stopping = true;
    threads.forEach(Thread::interrupt);
  }

  private void call() {
    started.countDown();
    while (!stopping) {
      long began = System.nanoTime();
      try {
        client.operate();
        succeeded.incrementAndGet();
      } catch (Exception e) {
        // An outage; how long it took is what counts.
      }
      took.add(System.nanoTime() - began);
      LockSupport.parkNanos(pause.toNanos());
    }
  }
}
