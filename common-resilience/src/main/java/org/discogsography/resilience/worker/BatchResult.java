package org.discogsography.resilience.worker;

import java.util.List;

/** How the writing of a batch ended. */
sealed interface BatchResult<R> {
  /** Everything that can be written is; the other items have a verdict. */
  record Complete<R>(Written written) implements BatchResult<R> {}

  /**
   * The store stayed away for longer than the batch may be held.
   *
   * @param probe the records that failed last
   */
  record GivenUp<R>(List<R> probe) implements BatchResult<R> {}

  /** The loop is to stop. */
  record Stopping<R>() implements BatchResult<R> {}
}
