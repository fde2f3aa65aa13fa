package org.discogsography.resilience.failure;

import java.util.Locale;

/**
 * What a driver's error means for the one who has to go on. Classifiers translate SQLStates, Neo4j
 * codes and I/O errors into these; policies know only these.
 */
public enum FailureKind {
  /** The server is away, starting, stopping or hung: wait, then do the same again. */
  UNAVAILABLE,
  /** No connection is to be had, from the server or from the pool: wait, then do the same again. */
  EXHAUSTED,
  /**
   * The server answers and refuses everybody: wrong password, missing table or permission, read
   * only, a schema that does not fit. Waits like an outage, but somebody has to mend it.
   */
  SYSTEMIC,
  /** Deadlock or lock timeout: the same transaction may succeed at once. */
  CONTENTION,
  /** The statement took longer than its limit: the same with less work may succeed. */
  TIMEOUT,
  /** The data was refused. Only a record that fails alone on a healthy server is at fault. */
  DATA,
  /** Not in any table: treated as {@link #UNAVAILABLE} until it turns out to follow one record. */
  UNKNOWN;

  /** Whether the server may be the reason, so that only a probe can tell. */
  public boolean asksForProbe() {
    return switch (this) {
      case UNAVAILABLE, EXHAUSTED, SYSTEMIC, UNKNOWN -> true;
      case CONTENTION, TIMEOUT, DATA -> false;
    };
  }

  /** Whether it speaks against the server, and so counts for a breaker. */
  public boolean isTheServers() {
    return switch (this) {
      case UNAVAILABLE, EXHAUSTED, SYSTEMIC, TIMEOUT, UNKNOWN -> true;
      case CONTENTION, DATA -> false;
    };
  }

  /** As figures and logs spell it: lower case. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
