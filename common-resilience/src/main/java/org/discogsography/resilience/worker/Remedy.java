package org.discogsography.resilience.worker;

import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.worker.Trial.Standing;

/** What to do about a write that failed. */
enum Remedy {
  /** Keep the records, wait for the store, write them again. */
  HOLD,
  /** Write the same records again after a short pause. */
  RETRY,
  /** Write each half by itself. */
  SPLIT,
  /** Find out whether the store takes the sample, and condemn the record if it does. */
  SAMPLE,
  /** Find out whether the store takes the sample, and if it does write the record once more. */
  SAMPLE_AND_RETRY,
  /** The record is at fault. */
  DEAD_LETTER;

  /** More transactions lost in a row than this are a store in trouble. */
  private static final int MOST_CONTENTIONS = 8;

  /**
   * The whole policy. A record is condemned only alone, and only for data or for an unknown error
   * that follows it while the store takes the sample.
   */
  static Remedy of(FailureKind kind, Trial trial) {
    return switch (kind) {
      case UNAVAILABLE, EXHAUSTED, SYSTEMIC -> HOLD;
      case CONTENTION -> trial.contentions() < MOST_CONTENTIONS ? RETRY : HOLD;
      case TIMEOUT -> trial.records() > 1 ? SPLIT : HOLD;
      case DATA -> suspect(trial, SAMPLE);
      case UNKNOWN -> trial.standing() == Standing.FRESH ? HOLD : suspect(trial, SAMPLE_AND_RETRY);
    };
  }

  private static Remedy suspect(Trial trial, Remedy alone) {
    if (trial.records() > 1) {
      return SPLIT;
    }
    return trial.standing() == Standing.SAMPLE_PASSED ? DEAD_LETTER : alone;
  }
}
