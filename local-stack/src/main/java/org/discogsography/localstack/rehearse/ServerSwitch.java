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

  /**
   * Gives it back, where it is away; returns when it answers.
   *
   * @throws LocalStackException if it does not answer in time
   */
  final void giveBack(How how) {
    if (given(how)) {
      awaitAnswer();
    }
  }

  /** Gives it back, where it is away; from now on it cannot be taken away. */
  final synchronized void giveBackForGood(How how) {
    over = true;
    boolean ignored = given(how);
  }

  /** Whether it was away. */
  private synchronized boolean given(How how) {
    if (!away) {
      return false;
    }
    give(how);
    away = false;
    return true;
  }

  /** Waits until the server answers, where {@link #give} has not. */
  abstract void awaitAnswer();

  abstract void take(How how);

  abstract void give(How how);
}
