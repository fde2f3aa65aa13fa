package org.discogsography.resilience.neo4j;

import java.util.concurrent.atomic.AtomicReference;
import org.discogsography.resilience.failure.CommitUnknownException;
import org.discogsography.resilience.failure.StoreException;

/**
 * Who was first: the commit, or the caller who gave up on it. A caller whose deadline passes while
 * the commit is under way does not know whether it was done; one who was earlier knows that it will
 * not be.
 */
final class CommitTurn {
  private enum State {
    RUNNING,
    COMMITTING,
    ABANDONED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);

  /** To be called right before the commit; false when nobody waits for it any more. */
  boolean begin() {
    return state.compareAndSet(State.RUNNING, State.COMMITTING);
  }

  /** What a failed call means, seen from its caller. */
  StoreException failure(StoreException failure) {
    boolean gaveUp = failure.code().equals(BoundedCall.DEADLINE_CODE);
    boolean earlier = state.compareAndSet(State.RUNNING, State.ABANDONED);
    return gaveUp && !earlier ? new CommitUnknownException(failure) : failure;
  }
}
