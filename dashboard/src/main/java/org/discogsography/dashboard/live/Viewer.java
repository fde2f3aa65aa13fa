package org.discogsography.dashboard.live;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.discogsography.dashboard.live.Stream.Message;
import org.jspecify.annotations.Nullable;

/** What waits for one browser: 32 messages at most. Thread-safe. */
public final class Viewer {
  static final int CAPACITY = 32;

  /** Wakes the one who waits for messages, to see that there will be none. */
  private static final Message END = new Message(0, "end", "");

  private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private volatile boolean dropped;

  Viewer() {}

  /** The next message, or empty when none came within the limit. */
  public Optional<Message> next(Duration limit) throws InterruptedException {
    @Nullable Message message = waiting.poll(limit.toNanos(), TimeUnit.NANOSECONDS);
    return Optional.ofNullable(message);
  }

  /** Whether it did not keep up, or has gone. */
  public boolean dropped() {
    return dropped;
  }

  boolean offer(Message message) {
    return waiting.offer(message);
  }

  void drop() {
    dropped = true;
    waiting.clear();
    waiting.offer(END);
  }
}
