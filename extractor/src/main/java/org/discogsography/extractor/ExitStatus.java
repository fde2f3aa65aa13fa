package org.discogsography.extractor;

/** What the program ends with. 1 and 2 (cannot start, bad settings) are every service's. */
final class ExitStatus {
  static final int COMPLETE = 0;
  static final int BAD_SETTINGS = 2;

  /** There is no dump, or a file of it could not be extracted. */
  static final int FAILED = 3;

  private ExitStatus() {}
}
