package org.discogsography.resilience.worker;

/**
 * What is known about records that were just refused.
 *
 * @param records how many there were in the transaction
 * @param contentions how often these records lost against another transaction before, in a row
 */
record Trial(int records, int contentions, Standing standing) {
  /** How far suspicion has moved from the store to the records. */
  enum Standing {
    /** Nothing speaks against the records. */
    FRESH,
    /** They were refused once, for an unknown reason, by a store that has been available since. */
    REFUSED_BEFORE,
    /** They were, and right after that the store took the sample. */
    SAMPLE_PASSED
  }
}
