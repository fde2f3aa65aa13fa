package org.discogsography.extractor.progress;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people how far the file in work is: a line each 10 seconds. */
public final class ProgressReporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);
  private static final int INTERVAL_SECONDS = 10;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("progress").factory());
  private final Progress progress;
  private final Rate rate = new Rate();

  private ProgressReporter(Progress progress) {
    this.progress = progress;
  }

  public static ProgressReporter start(Progress progress) {
    ProgressReporter reporter = new ProgressReporter(progress);
    reporter.timer.scheduleAtFixedRate(
        reporter::report, INTERVAL_SECONDS, INTERVAL_SECONDS, TimeUnit.SECONDS);
    return reporter;
  }

  private void report() {
    for (TypeProgress type : progress.types().values()) {
      if (type.state() == TypeState.EXTRACTING) {
        LOG.info("{}", rate.line(type, System.nanoTime()));
      }
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
