package org.discogsography.localstack.rehearse;

import java.util.Locale;

/** In which way a server is taken away. */
enum How {
  /** In its own clean way. */
  STOP,
  /** At once, as by a power failure. */
  KILL,
  /** Frozen: connections stay open and nothing answers. */
  PAUSE;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
