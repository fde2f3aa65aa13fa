package org.discogsography.resilience.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.worker.Remedy.DEAD_LETTER;
import static org.discogsography.resilience.worker.Remedy.HOLD;
import static org.discogsography.resilience.worker.Remedy.RETRY;
import static org.discogsography.resilience.worker.Remedy.SAMPLE;
import static org.discogsography.resilience.worker.Remedy.SAMPLE_AND_RETRY;
import static org.discogsography.resilience.worker.Remedy.SPLIT;
import static org.discogsography.resilience.worker.Trial.Standing.FRESH;
import static org.discogsography.resilience.worker.Trial.Standing.REFUSED_BEFORE;
import static org.discogsography.resilience.worker.Trial.Standing.SAMPLE_PASSED;

import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.worker.Trial.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RemedyTest {
  @ParameterizedTest
  @EnumSource(names = {"UNAVAILABLE", "EXHAUSTED", "SYSTEMIC"})
  void aStoreInTroubleIsWaitedForWhateverIsSuspected(FailureKind kind) {
    for (Standing standing : Standing.values()) {
      assertThat(Remedy.of(kind, new Trial(1, 0, standing))).isEqualTo(HOLD);
      assertThat(Remedy.of(kind, new Trial(500, 100, standing))).isEqualTo(HOLD);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CONTENTION", "TIMEOUT", "UNAVAILABLE", "EXHAUSTED", "SYSTEMIC"})
  void nothingButDataAndTheUnknownIsEverARecordsFault(FailureKind kind) {
    for (Standing standing : Standing.values()) {
      for (int records : new int[] {1, 2}) {
        assertThat(Remedy.of(kind, new Trial(records, 100, standing)))
            .isNotIn(DEAD_LETTER, SAMPLE, SAMPLE_AND_RETRY);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FailureKind.class)
  void aBatchIsNeverCondemnedAsAWhole(FailureKind kind) {
    for (Standing standing : Standing.values()) {
      assertThat(Remedy.of(kind, new Trial(2, 0, standing)))
          .isNotIn(DEAD_LETTER, SAMPLE, SAMPLE_AND_RETRY);
    }
  }

  @Test
  void contentionIsRetriedAFewTimesAndThenWaitedFor() {
    assertThat(Remedy.of(FailureKind.CONTENTION, new Trial(500, 0, FRESH))).isEqualTo(RETRY);
    assertThat(Remedy.of(FailureKind.CONTENTION, new Trial(500, 7, FRESH))).isEqualTo(RETRY);
    assertThat(Remedy.of(FailureKind.CONTENTION, new Trial(500, 8, FRESH))).isEqualTo(HOLD);
  }

  @Test
  void aTimeoutAsksForLessAtOnce() {
    assertThat(Remedy.of(FailureKind.TIMEOUT, new Trial(500, 0, FRESH))).isEqualTo(SPLIT);
    assertThat(Remedy.of(FailureKind.TIMEOUT, new Trial(1, 0, FRESH))).isEqualTo(HOLD);
  }

  @Test
  void badDataIsSearchedForByHalvesAndProvedByTheSample() {
    assertThat(Remedy.of(FailureKind.DATA, new Trial(500, 0, FRESH))).isEqualTo(SPLIT);
    assertThat(Remedy.of(FailureKind.DATA, new Trial(1, 0, FRESH))).isEqualTo(SAMPLE);
  }

  @Test
  void theUnknownIsAnOutageUntilItFollowsOneRecord() {
    FailureKind unknown = FailureKind.UNKNOWN;
    assertThat(Remedy.of(unknown, new Trial(500, 0, FRESH))).isEqualTo(HOLD);
    assertThat(Remedy.of(unknown, new Trial(500, 0, REFUSED_BEFORE))).isEqualTo(SPLIT);
    assertThat(Remedy.of(unknown, new Trial(1, 0, FRESH))).isEqualTo(HOLD);
    assertThat(Remedy.of(unknown, new Trial(1, 0, REFUSED_BEFORE))).isEqualTo(SAMPLE_AND_RETRY);
    assertThat(Remedy.of(unknown, new Trial(1, 0, SAMPLE_PASSED))).isEqualTo(DEAD_LETTER);
  }
}
