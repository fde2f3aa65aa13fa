package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells since when nothing has moved. */
final class Stillness {
  private @Nullable Reading since;

  /** Whether nothing has moved for longer than the broker's figures are old. */
  boolean add(Reading reading) {
    Reading from = since;
    if (from == null || !reading.still(from)) {
      since = reading;
      return false;
    }
    return Duration.between(from.at(), reading.at()).compareTo(Bookkeeper.QUIET) >= 0;
  }
}
