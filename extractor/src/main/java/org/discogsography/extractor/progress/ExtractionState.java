package org.discogsography.extractor.progress;

import java.util.Locale;

/** What the extractor is doing. */
public enum ExtractionState {
  /** There is no dump to extract. */
  IDLE,
  /** There is something to send, and the broker is away. */
  WAITING_FOR_BROKER,
  /** There is something to send, and a queue is too full for it. */
  PAUSED_BY_BACKLOG,
  DOWNLOADING,
  /** A file's SHA-256 is computed. */
  VERIFYING,
  EXTRACTING,
  /** Everything of the newest dump is confirmed; the next check is waited for. */
  COMPLETE,
  /** A file of the newest dump could not be extracted. */
  FAILED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
