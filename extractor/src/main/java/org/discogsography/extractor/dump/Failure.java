package org.discogsography.extractor.dump;

/** Kinds of failure that an operator treats differently. */
public enum Failure {
  /** A file is not what it should be: get it again. */
  UNUSABLE,
  /** A file could not be read this time: it, or its disk, may be back the next time. */
  UNREADABLE,
  /** A file has more malformed records than the budget allows. */
  TOO_MANY_MALFORMED,
  /** The dump is older than what was extracted before. */
  OLDER,
  /** The state directory cannot be used: its disk is full, or not writable. */
  STATE
}
