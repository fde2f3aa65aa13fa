package org.discogsography.resilience.postgres;

import org.discogsography.resilience.failure.ReadOnlyException;

/** The database is in read-only mode: the write was not tried. */
public final class ReadOnlyModeException extends ReadOnlyException {
  ReadOnlyModeException(String reason) {
    super(PostgresClassifier.STORE, "read-only: " + reason + "; nothing was written");
  }
}
