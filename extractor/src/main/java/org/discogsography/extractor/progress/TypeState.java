package org.discogsography.extractor.progress;

import java.util.Locale;

/** Where the extraction of one file is. */
public enum TypeState {
  /** Its turn has not come. */
  WAITING,
  /** Its SHA-256 is computed. */
  VERIFYING,
  EXTRACTING,
  /** Every record is confirmed by the broker. */
  COMPLETE,
  FAILED,
  /** The dump has no such file. */
  MISSING,
  /** Nobody wants it. */
  UNWANTED;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
