package org.discogsography.extractor.progress;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Measures speed and shows the progress for as long as it is open, on a thread of its own. */
public final class ProgressReporter implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(2);
  private static final Duration INTERVAL = Duration.ofMillis(500);

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Progress progress;
  private final Display display = Display.forOutput();
  private final Thread thread = Thread.ofPlatform().daemon().name("progress").unstarted(this::run);

  private ProgressReporter(Progress progress) {
    this.progress = progress;
  }

  public static ProgressReporter start(Progress progress) {
    ProgressReporter reporter = new ProgressReporter(progress);
    reporter.thread.start();
    return reporter;
  }

  private void run() {
    long shown = System.nanoTime();
    try {
      while (!closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        long now = System.nanoTime();
        progress.sample(now);
        if (now - shown >= display.interval().toNanos()) {
          shown = now;
          display.show(progress);
        }
      }
    } catch (InterruptedException e) {
      // Ends as if closed.
    } finally {
      display.close();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join(TO_END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
