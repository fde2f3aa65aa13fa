package org.discogsography.extractor;

import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;

/** What the program ends with. 1 and 2 (cannot start, bad settings) are every service's. */
final class ExitStatus {
  static final int COMPLETE = 0;
  static final int BAD_SETTINGS = 2;
  static final int NO_DUMP = 3;
  static final int UNUSABLE = 4;
  static final int TOO_MANY_MALFORMED = 5;
  static final int NOT_DOWNLOADED = 6;
  static final int STATE = 7;
  static final int OLDER = 8;
  static final int INCOMPLETE = 9;

  private ExitStatus() {}

  /** What one run came to. */
  static int of(Progress progress) {
    Failure failure = progress.failure();
    if (failure != null) {
      return of(failure);
    }
    if (!progress.download().problem().isEmpty()) {
      return NOT_DOWNLOADED;
    }
    if (progress.state() != ExtractionState.COMPLETE) {
      return NO_DUMP;
    }
    return progress.missing().isEmpty() ? COMPLETE : INCOMPLETE;
  }

  private static int of(Failure failure) {
    return switch (failure) {
      case UNUSABLE, UNREADABLE -> UNUSABLE;
      case TOO_MANY_MALFORMED -> TOO_MANY_MALFORMED;
      case STATE -> STATE;
      case OLDER -> OLDER;
    };
  }
}
