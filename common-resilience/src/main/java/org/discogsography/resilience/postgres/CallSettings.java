package org.discogsography.resilience.postgres;

import java.time.Duration;

/**
 * What {@link PostgresDatabase} and the pool's data source do besides running statements.
 *
 * @param slowQuery a call that takes longer is noted as slow; default 1 s
 * @param cacheTtl how long an answer of the result cache counts as fresh; default 5 min
 * @param cacheStale how much longer it may be given as a stale one; default 1 h
 * @param cacheEntries answers that are kept at most; default 1,000
 * @param leakDetection a connection that is held longer counts as leaked; zero: none does; default
 *     60 s
 * @param idleTimeout after which an idle connection above the minimum is closed; default 10 min
 */
public record CallSettings(
    Duration slowQuery,
    Duration cacheTtl,
    Duration cacheStale,
    int cacheEntries,
    Duration leakDetection,
    Duration idleTimeout,
    Echo echo,
    Orphans orphans) {
  public static final CallSettings DEFAULT =
      new CallSettings(
          Duration.ofSeconds(1),
          Duration.ofMinutes(5),
          Duration.ofHours(1),
          1_000,
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Echo.SILENT,
          Orphans.ROLL_BACK);

  /** Whether statements are logged, without their values. */
  public enum Echo {
    SILENT,
    STATEMENTS
  }

  /** What becomes of a transaction that is still open when its connection is given back. */
  public enum Orphans {
    ROLL_BACK,
    /** As some older systems do; it can commit half a unit of work. */
    COMMIT
  }

  public CallSettings {
    if (!slowQuery.isPositive() || !cacheTtl.isPositive() || cacheStale.isNegative()) {
      throw new IllegalArgumentException("times must be positive");
    }
    if (cacheEntries < 1 || leakDetection.isNegative() || idleTimeout.isNegative()) {
      throw new IllegalArgumentException("limits must be positive");
    }
  }
}
