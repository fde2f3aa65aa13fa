package org.discogsography.extractor;

/** How long the program runs. */
enum Mode {
  /** Until it is told to stop; looks for newer dumps. */
  SERVICE,
  /** Until the newest dump is extracted; its exit status tells how it went. */
  ONCE
}
