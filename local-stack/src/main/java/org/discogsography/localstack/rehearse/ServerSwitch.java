package org.discogsography.localstack.rehearse;

/**
 * Takes one server away and gives it back. Giving back may be asked for by anybody and at any time,
 * also while it is just being taken: it then waits for that. Thread-safe.
 */
abstract class ServerSwitch {
  private boolean away;

  /**
   * Fails with a sentence where there is nothing to take away.
   *
   * @throws org.discogsography.localstack.process.LocalStackException if it does not run
   */
  abstract void requireRunning();

  /** Takes it away; returns when it is gone. */
  final synchronized void takeAway(How how) {
    away = true;
    take(how);
  }

  /** Gives it back, where it is away. */
  final synchronized void giveBack(How how) {
    if (away) {
      give(how);
      away = false;
    }
  }

  /** Whether {@link #giveBack} returns only when the server answers. */
  abstract boolean waitsUntilItAnswers();

  abstract void take(How how);

  abstract void give(How how);
}
