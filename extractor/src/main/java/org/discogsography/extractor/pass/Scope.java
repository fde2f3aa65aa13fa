package org.discogsography.extractor.pass;

/** Which of a dump's records are sent. */
public enum Scope {
  /** Those whose content the broker has not confirmed yet. */
  CHANGES,
  /** All of them, as if nothing had been sent before; deletions are still found. */
  EVERYTHING,
  /**
   * As {@link #CHANGES}, and of a dump that is older than what was extracted before, all of them:
   * what is remembered of the newer one is neither asked nor changed.
   */
  EVEN_OLDER
}
