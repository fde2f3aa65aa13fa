package org.discogsography.extractor.index;

import java.nio.file.Path;

/** Another extractor uses the directory; the message is a sentence for the operator. */
public final class StateDirectoryLockedException extends Exception {
  private static final long serialVersionUID = 1L;

  StateDirectoryLockedException(Path directory) {
    super(
        directory
            + " is in use by another extractor; stop it, or set STATE_DIR to another directory.");
  }
}
