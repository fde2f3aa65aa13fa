package org.discogsography.localstack.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FiguresTest {
  private static final Optional<Extraction> READ =
      Optional.of(new Extraction("complete", Map.of(Kind.ARTISTS, 3L), ""));
  private static final Optional<Queues> EMPTY = Optional.of(new Queues(0, 0));
  private static final Optional<Map<Kind, Long>> ALL = Optional.of(Map.of(Kind.ARTISTS, 3L));
  private static final Optional<Map<Kind, Long>> SOME = Optional.of(Map.of(Kind.ARTISTS, 1L));

  @Test
  void areCompleteWhenBothStoresHoldWhatWasRead() {
    assertThat(new Figures(READ, EMPTY, ALL, ALL).complete()).isTrue();
  }

  @Test
  void areNotCompleteWhileAStoreMissesRecords() {
    Figures figures = new Figures(READ, EMPTY, ALL, SOME);
    assertThat(figures.complete()).isFalse();
    assertThat(figures.missing()).containsExactly("2 of 3 artists in Neo4j");
  }

  @Test
  void areNotCompleteWhileMessagesWaitOrAStoreIsUnknown() {
    assertThat(new Figures(READ, Optional.of(new Queues(1, 0)), ALL, ALL).complete()).isFalse();
    assertThat(new Figures(READ, Optional.empty(), ALL, ALL).complete()).isFalse();
    assertThat(new Figures(READ, EMPTY, Optional.empty(), ALL).complete()).isFalse();
  }

  @Test
  void areNotCompleteWhileTheExtractorReads() {
    var reading = Optional.of(new Extraction("extracting", Map.of(), ""));
    assertThat(new Figures(reading, EMPTY, ALL, ALL).complete()).isFalse();
  }
}
