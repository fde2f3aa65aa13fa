package org.discogsography.resilience.postgres;

/** The database is in read-only mode: the write was not tried. */
public final class ReadOnlyModeException extends RuntimeException {
  ReadOnlyModeException(String reason) {
    super("read-only: " + reason + "; nothing was written");
  }
}
