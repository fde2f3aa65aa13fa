package org.discogsography.resilience.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.discogsography.resilience.postgres.ResultCache.Kept;
import org.discogsography.resilience.postgres.ResultCache.Question;
import org.junit.jupiter.api.Test;

class ResultCacheTest {
  private static final Question KEY = new Question("select ?", List.of(1), String.class);

  private final AtomicLong nanos = new AtomicLong();
  private final InstantSource source = () -> Instant.EPOCH.plusNanos(nanos.get());
  private final Clock clock = source.withZone(ZoneOffset.UTC);
  private final ResultCache cache = new ResultCache(CallSettings.DEFAULT, clock, nanos::get);

  @Test
  void anAnswerIsFreshForItsTtlAndThenOnlyStale() {
    keep();
    assertThat(cache.fresh(KEY)).isPresent();

    pass(Duration.ofMinutes(5));
    assertThat(cache.fresh(KEY)).isEmpty();
    assertThat(cache.any(KEY)).isPresent();

    pass(Duration.ofHours(1));
    assertThat(cache.any(KEY)).isEmpty();
  }

  @Test
  void aWriteEmptiesIt() {
    keep();
    cache.written();

    assertThat(cache.any(KEY)).isEmpty();
  }

  @Test
  void rowsThatWereReadBeforeAWriteAreNotKeptAfterIt() {
    long generation = cache.generation();
    cache.written();
    cache.keep(KEY, entry(1), generation);

    assertThat(cache.any(KEY)).isEmpty();
  }

  @Test
  void anAnswerThatIsTooLargeIsNotKept() {
    cache.keep(KEY, entry(ResultCache.MOST_ROWS + 1), cache.generation());

    assertThat(cache.any(KEY)).isEmpty();
  }

  @Test
  void othersParametersAndMappersAreOtherQuestions() {
    keep();

    assertThat(cache.any(new Question("select ?", List.of(2), String.class))).isEmpty();
    assertThat(cache.any(new Question("select ?", List.of(1), Integer.class))).isEmpty();
    assertThat(cache.any(new Question("select ?", List.of(1), String.class))).isPresent();
  }

  private void keep() {
    cache.keep(KEY, entry(1), cache.generation());
  }

  private Kept entry(int rows) {
    return new Kept(Collections.nCopies(rows, "row"), clock.instant());
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }
}
