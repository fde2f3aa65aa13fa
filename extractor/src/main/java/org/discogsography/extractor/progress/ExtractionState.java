package org.discogsography.extractor.progress;

import java.util.Locale;

/** What the extractor is doing. */
public enum ExtractionState {
  /** There is no dump to extract. */
  IDLE,
  /** There is one, and the broker is away. */
  WAITING,
  EXTRACTING,
  /** Everything of the newest dump is confirmed. */
  COMPLETE,
  /** A file of the newest dump could not be extracted. */
  FAILED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
