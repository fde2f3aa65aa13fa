package org.discogsography.localstack.rehearse;

import org.discogsography.localstack.process.LocalStackException;

/**
 * Takes one server away and gives it back. Giving back may be asked for by anybody and at any time,
 * also while it is just being taken: it then waits for that. Thread-safe.
 */
abstract class ServerSwitch {
  private boolean away;
  private boolean over;

  /**
   * Fails with a sentence where there is nothing to take away.
   *
   * @throws LocalStackException if it does not run
   */
  abstract void requireRunning();

  /**
   * Takes it away; returns when it is gone.
   *
   * @throws LocalStackException after {@link #giveBackForGood}
   */
  final synchronized void takeAway(How how) {
    if (over) {
      throw new LocalStackException("It was ended before the server was taken away.");
    }
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

  /** Gives it back, where it is away; from now on it cannot be taken away. */
  final synchronized void giveBackForGood(How how) {
    over = true;
    giveBack(how);
  }

  /** Whether {@link #giveBack} returns only when the server answers. */
  abstract boolean waitsUntilItAnswers();

  abstract void take(How how);

  abstract void give(How how);
}
