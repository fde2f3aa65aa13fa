package org.discogsography.extractor.progress;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line each 10 seconds while a file is in work. */
final class LineDisplay implements Display {
  private static final Logger LOG = LoggerFactory.getLogger(LineDisplay.class);

  private final Rate rate = new Rate();

  @Override
  public Duration interval() {
    return Duration.ofSeconds(10);
  }

  @Override
  public void show(Progress progress) {
    for (TypeProgress type : progress.types().values()) {
      if (type.state() == TypeState.EXTRACTING) {
        LOG.info("{}", rate.line(type, System.nanoTime()));
      }
    }
  }

  @Override
  public void close() {
    // Nothing to end.
  }
}
