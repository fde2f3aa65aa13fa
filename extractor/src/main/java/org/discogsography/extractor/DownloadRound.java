package org.discogsography.extractor;

import java.io.UncheckedIOException;
import java.time.Duration;
import org.discogsography.extractor.download.DownloadException;
import org.discogsography.extractor.download.DumpDownload.Trust;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.schedule.CheckSchedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the dump site when it is time, between passes. One thread. */
final class DownloadRound {
  private static final Logger LOG = LoggerFactory.getLogger(DownloadRound.class);

  /** Gets the newest dump. */
  @FunctionalInterface
  interface Download {
    void run(Trust trust) throws DownloadException, InterruptedException;
  }

  private final Download download;
  private final CheckSchedule schedule;
  private final Progress progress;

  DownloadRound(Download download, CheckSchedule schedule, Progress progress) {
    this.download = download;
    this.schedule = schedule;
    this.progress = progress;
  }

  /** Does nothing before its time. */
  void runIfDue() throws InterruptedException {
    if (!schedule.isDue()) {
      return;
    }
    String problem = "";
    try {
      download.run(progress.failed(Failure.UNUSABLE) ? Trust.NOTHING : Trust.LISTED);
      schedule.succeeded();
    } catch (DownloadException e) {
      problem = String.valueOf(e.getMessage());
      schedule.failed(e.retryAfter());
    } catch (UncheckedIOException | NumberFormatException e) {
      // Such as a header that is no number.
      problem = "The download failed: " + e;
      schedule.failed(Duration.ZERO);
    }
    log(problem);
    progress.download().ended(problem, schedule.due());
  }

  /** A file that was got turned out to be unusable: it may be replaced on the site. */
  void distrust() {
    schedule.failed(Duration.ZERO);
    progress.download().ended(progress.download().problem(), schedule.due());
  }

  void now() {
    schedule.now();
  }

  Duration untilDue() {
    return schedule.untilDue();
  }

  /** Tries in a row that failed. */
  int failures() {
    return schedule.failures();
  }

  private void log(String problem) {
    if (!problem.isEmpty() && !problem.equals(progress.download().problem())) {
      LOG.warn("Nothing was downloaded: {} Tried again at {}.", problem, schedule.due());
    }
  }
}
