package org.discogsography.extractor;

import java.time.Duration;

/** Interrupts a thread and waits for its end. */
final class ThreadStopper implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Thread thread;

  ThreadStopper(Thread thread) {
    this.thread = thread;
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
