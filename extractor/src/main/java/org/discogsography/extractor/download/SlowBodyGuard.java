package org.discogsography.extractor.download;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes the body of an answer that stalls or drips, which ends whoever reads it: the client has no
 * limit of its own for a body.
 */
final class SlowBodyGuard implements AutoCloseable {
  /** About a thousand bytes a second with the default time: no dump site is that slow. */
  private static final long LEAST_BYTES = 64 << 10;

  private final InputStream body;
  private final Duration time;
  private final AtomicLong received = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean struck;

  private SlowBodyGuard(InputStream body, Duration time) {
    this.body = body;
    this.time = time;
  }

  /**
   * @param time in which 64 KiB have to arrive, every time
   */
  static SlowBodyGuard start(InputStream body, Duration time) {
    SlowBodyGuard guard = new SlowBodyGuard(body, time);
    Thread.ofVirtual().name("download-guard").start(guard::watch);
    return guard;
  }

  void received(long bytes) {
    received.addAndGet(bytes);
  }

  /** Whether the body was closed for being too slow. */
  boolean struck() {
    return struck;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      long before = 0;
      while (!closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = received.get();
        if (now - before < LEAST_BYTES) {
          struck = true;
          body.close();
          return;
        }
        before = now;
      }
    } catch (InterruptedException | IOException e) {
      // It is over in any case.
    }
  }
}
