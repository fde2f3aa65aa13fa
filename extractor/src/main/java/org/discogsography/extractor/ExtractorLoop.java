package org.discogsography.extractor;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpException;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the newest dump and extracts what has not been extracted yet. One thread. */
final class ExtractorLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractorLoop.class);

  private final DumpDirectory directory;
  private final DumpPass pass;
  private final Progress progress;
  private final Duration checkInterval;
  private Scope scope;
  private final Semaphore lookNow = new Semaphore(0);
  private @Nullable DumpStamp last;

  ExtractorLoop(
      DumpDirectory directory,
      DumpPass pass,
      Progress progress,
      Duration checkInterval,
      Scope scope) {
    this.directory = directory;
    this.pass = pass;
    this.progress = progress;
    this.checkInterval = checkInterval;
    this.scope = scope;
  }

  /** Until interrupted. A dump that failed is tried again when its files change. */
  void runForever() throws InterruptedException {
    while (true) {
      runOnce();
      if (lookNow.tryAcquire(checkInterval.toMillis(), TimeUnit.MILLISECONDS)) {
        lookNow.drainPermits();
      }
    }
  }

  /** Has the loop look again without waiting for the interval. */
  void lookNow() {
    lookNow.release();
  }

  void runOnce() throws InterruptedException {
    try {
      Optional<DumpSet> newest = directory.newest();
      if (newest.isEmpty()) {
        progress.become(ExtractionState.IDLE);
        return;
      }
      DumpStamp stamp = DumpStamp.of(newest.get());
      if (!stamp.equals(last)) {
        pass.run(newest.get(), scope);
        scope = Scope.CHANGES;
        last = stamp;
        Summary.of(progress).forEach(line -> LOG.info("{}", line));
      }
    } catch (DumpException e) {
      if (!progress.problem().equals(e.getMessage())) {
        LOG.error("{}", e.getMessage());
      }
      progress.failed(String.valueOf(e.getMessage()));
    }
  }
}
