package org.discogsography.resilience.rabbit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** For a message that is published once: either the broker has it in time, or it is forgotten. */
final class OneTryReceipt implements Receipt {
  private final CompletableFuture<Boolean> result = new CompletableFuture<>();

  @Override
  public void confirmed() {
    result.complete(true);
  }

  @Override
  public Fate failed() {
    result.complete(false);
    return Fate.DROP;
  }

  /** Whether the broker has it; false also when that is not known within the limit. */
  boolean await(long nanos) throws InterruptedException {
    try {
      return result.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return result.getNow(false);
    } catch (ExecutionException e) {
      throw new IllegalStateException("nothing completes it with an exception", e);
    }
  }
}
