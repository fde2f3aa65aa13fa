package org.discogsography.extractor.schedule;

/** Lets others begin a run that is not due yet, one at a time. Thread-safe. */
public final class RunTrigger {
  /** The first run begins with the program. */
  private boolean running = true;

  private boolean requested;

  /** Has a run begin soon; false if one is under way or about to begin. */
  public synchronized boolean request() {
    if (running || requested) {
      return false;
    }
    requested = true;
    return true;
  }

  /** Whether somebody waits for a run to begin. */
  public synchronized boolean isRequested() {
    return requested;
  }

  /** A run begins; returns whether it was requested. */
  public synchronized boolean begin() {
    boolean was = requested;
    running = true;
    requested = false;
    return was;
  }

  /** The run has ended. */
  public synchronized void end() {
    running = false;
  }
}
