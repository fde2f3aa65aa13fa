package org.discogsography.extractor;

import java.time.Duration;
import java.util.Optional;
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

/**
 * Looks for the newest dump and extracts what has not been extracted yet, and what was asked for
 * again. One thread.
 */
final class ExtractorLoop {
  private static final Logger LOG = LoggerFactory.getLogger(ExtractorLoop.class);

  private final DumpDirectory directory;
  private final DumpPass pass;
  private final Progress progress;
  private final Duration checkInterval;
  private final ResendRound requests;
  private Scope scope;
  private @Nullable DumpStamp last;

  ExtractorLoop(
      DumpDirectory directory,
      DumpPass pass,
      Progress progress,
      Duration checkInterval,
      ResendRound requests,
      Scope scope) {
    this.directory = directory;
    this.pass = pass;
    this.progress = progress;
    this.checkInterval = checkInterval;
    this.requests = requests;
    this.scope = scope;
  }

  /** Until interrupted. A dump that failed is tried again when its files change. */
  void runForever() throws InterruptedException {
    requests.beforeTheFirstPass();
    while (true) {
      runOnce();
      if (requests.await(checkInterval)) {
        last = null;
      }
    }
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
