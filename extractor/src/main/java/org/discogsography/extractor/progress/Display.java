package org.discogsography.extractor.progress;

import java.time.Duration;

/** Shows people how far the file in work is. Called by one thread. */
interface Display {
  /** How often it wants to be called. */
  Duration interval();

  void show(Progress progress);

  void close();

  /** A bar on a terminal, lines elsewhere. */
  static Display forOutput() {
    return Terminal.isThere() ? new BarDisplay() : new LineDisplay();
  }
}
