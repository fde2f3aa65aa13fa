package org.discogsography.resilience.rabbit;

/** For a message that is published again until the broker has it. */
record KeptReceipt(Runnable whenConfirmed) implements Receipt {
  @Override
  public void confirmed() {
    whenConfirmed.run();
  }

  @Override
  public Fate failed() {
    return Fate.KEEP;
  }
}
