package org.discogsography.extractor.progress;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line each 10 seconds for each file that is in work. */
final class LineDisplay implements Display {
  private static final Logger LOG = LoggerFactory.getLogger(LineDisplay.class);
  private static final long MEGABYTE = 1_000_000;

  @Override
  public Duration interval() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void show(Progress progress) {
    DownloadProgress download = progress.download();
    if (download.phase() == DownloadProgress.Phase.DOWNLOADING) {
      LOG.info(
          "downloading {}: {} of {} MB",
          download.file(),
          download.bytesRead() / MEGABYTE,
          download.bytes() == 0 ? "unknown" : download.bytes() / MEGABYTE);
    }
    for (TypeProgress type : progress.types().values()) {
      if (type.state() == TypeState.EXTRACTING) {
        String hindrance = type.hindranceText();
        LOG.info(
            "{}{}",
            progress.speed(type.type()).line(type),
            hindrance.isEmpty() ? "" : ", waiting: " + hindrance);
      }
    }
  }

  @Override
  public void close() {
    // Nothing to end.
  }
}
