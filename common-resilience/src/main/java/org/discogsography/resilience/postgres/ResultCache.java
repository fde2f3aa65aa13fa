package org.discogsography.resilience.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers that were given before. Every write through the database empties the whole of it: nothing
 * here knows which statement reads what. Writes past the database go unnoticed until an answer is
 * too old. Thread-safe.
 */
final class ResultCache {
  /** Of one answer; larger ones are not kept. */
  static final int MOST_ROWS = 10_000;

  /** What an entry may have on average, so that many large ones push each other out. */
  private static final int ROWS_EACH = 100;

  private final Cache<Question, Kept> entries;
  private final Duration ttl;
  private final Clock clock;
  private final AtomicLong generation = new AtomicLong();

  ResultCache(CallSettings settings, Clock clock, Ticker ticker) {
    this.ttl = settings.cacheTtl();
    this.clock = clock;
    this.entries =
        Caffeine.newBuilder()
            .maximumWeight((long) settings.cacheEntries() * ROWS_EACH)
            .weigher((Question question, Kept kept) -> Math.max(ROWS_EACH, kept.rows().size()))
            .expireAfterWrite(settings.cacheTtl().plus(settings.cacheStale()))
            .ticker(ticker)
            .build();
  }

  /**
   * What is asked for.
   *
   * @param mapper its class, so that callers who make different things of a row do not meet
   */
  record Question(String sql, List<@Nullable Object> parameters, Class<?> mapper) {}

  /** Rows that were read at a time. */
  record Kept(List<?> rows, Instant asOf) {}

  /** To be asked for before the rows are read. */
  long generation() {
    return generation.get();
  }

  /** Keeps them, unless somebody has written since the generation. */
  void keep(Question key, Kept entry, long asked) {
    if (entry.rows().size() <= MOST_ROWS && asked == generation.get()) {
      entries.put(key, entry);
      if (asked != generation.get()) {
        entries.invalidate(key);
      }
    }
  }

  Optional<Kept> any(Question key) {
    return Optional.ofNullable(entries.getIfPresent(key));
  }

  Optional<Kept> fresh(Question key) {
    return any(key).filter(entry -> entry.asOf().plus(ttl).isAfter(clock.instant()));
  }

  void written() {
    generation.incrementAndGet();
    entries.invalidateAll();
  }
}
