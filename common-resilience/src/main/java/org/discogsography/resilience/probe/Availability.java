package org.discogsography.resilience.probe;

import java.time.Instant;
import org.discogsography.resilience.failure.StoreException;

/** What the probes of a server say about it. */
public sealed interface Availability {
  /** Since when it is so. */
  Instant since();

  /** No probe has ended yet. */
  record Starting(Instant since) implements Availability {}

  /** The last probe succeeded. */
  record Up(Instant since) implements Availability {}

  /**
   * The last probe failed.
   *
   * @param since when the first of the failed probes ended
   * @param reason of the last failed probe
   */
  record Away(Instant since, StoreException reason) implements Availability {
    /** For those who would rather fail at once than wait. */
    public StoreException refusal() {
      return new StoreException(
          reason.store(),
          reason.kind(),
          reason.code(),
          "away since " + since + ": " + reason.getMessage(),
          reason);
    }
  }
}
