package org.discogsography.resilience.postgres;

import java.time.Instant;
import java.util.List;

/**
 * Rows, and how old they are.
 *
 * @param asOf when the database gave them
 */
public record Answer<T>(List<T> rows, Freshness freshness, Instant asOf) {
  /** Where an answer comes from. */
  public enum Freshness {
    /** From the database, just now. */
    LIVE,
    /** From the cache, and not older than its TTL. */
    CACHED,
    /** From the cache, because the database is away; it may have changed since. */
    STALE
  }
}
