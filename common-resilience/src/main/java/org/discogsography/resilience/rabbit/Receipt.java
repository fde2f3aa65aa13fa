package org.discogsography.resilience.rabbit;

/** What the one who published is told. */
interface Receipt {
  /** What to do with a message that was not taken. */
  enum Fate {
    /** Keep it and publish it again. */
    KEEP,
    /** Forget it; whoever published it has been told. */
    DROP
  }

  /** The broker has it. Called once, without a lock. */
  void confirmed();

  /** It was returned, nacked or lost with its channel. Called under the lock: does not block. */
  Fate failed();
}
