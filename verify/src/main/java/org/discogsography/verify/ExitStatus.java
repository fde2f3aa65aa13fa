package org.discogsography.verify;

/** What the tools end with. */
final class ExitStatus {
  static final int EQUAL = 0;
  static final int DIFFERENT = 1;

  /** Options, settings or the dump cannot be used. */
  static final int BAD_SETTINGS = 2;

  static final int UNREACHABLE = 3;

  /** The tool itself is at fault: nothing is known about the stores. */
  static final int FAILED = 4;

  private ExitStatus() {}
}
