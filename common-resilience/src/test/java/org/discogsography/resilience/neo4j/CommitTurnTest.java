package org.discogsography.resilience.neo4j;

import static org.assertj.core.api.Assertions.assertThat;

import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.junit.jupiter.api.Test;

class CommitTurnTest {
  private final CommitTurn turn = new CommitTurn();

  @Test
  void aDeadlineBeforeTheCommitKeepsItFromHappening() {
    StoreException failure = failure(BoundedCall.DEADLINE_CODE);

    assertThat(turn.failure(failure)).isSameAs(failure);
    assertThat(turn.begin()).isFalse();
  }

  @Test
  void aDeadlineDuringTheCommitLeavesItsOutcomeUnknown() {
    assertThat(turn.begin()).isTrue();

    StoreException seen = turn.failure(failure(BoundedCall.DEADLINE_CODE));

    assertThat(seen).isInstanceOf(CommitUnknownException.class);
    assertThat(seen.repeatable()).isFalse();
  }

  @Test
  void aFailureThatTheServerToldIsWhatItIs() {
    assertThat(turn.begin()).isTrue();
    StoreException failure = failure("Neo.TransientError.Transaction.DeadlockDetected");

    assertThat(turn.failure(failure)).isSameAs(failure);
  }

  private static StoreException failure(String code) {
    return new StoreException(
        "neo4j", FailureKind.UNAVAILABLE, code, "provoked", new IllegalStateException("provoked"));
  }
}
