package org.discogsography.extractor.pass;

/** Which of a dump's records are sent. */
public enum Scope {
  /** Those whose content the broker has not confirmed yet. */
  CHANGES,
  /** All of them, as if nothing had been sent before; deletions are still found. */
  EVERYTHING
}
