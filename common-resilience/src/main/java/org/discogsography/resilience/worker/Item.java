package org.discogsography.resilience.worker;

import java.time.Instant;
import org.discogsography.resilience.failure.StoreException;
import org.jspecify.annotations.Nullable;

/** One record of a batch with its history. Confined to the loop's thread. */
final class Item<R> {
  private final R value;
  private int attempts;
  private @Nullable Instant firstFailure;
  private @Nullable Verdict verdict;

  Item(R value) {
    this.value = value;
  }

  R value() {
    return value;
  }

  /** Why it is a dead letter, or null if it is none. */
  @Nullable Verdict verdict() {
    return verdict;
  }

  void failed(Instant now) {
    attempts++;
    if (firstFailure == null) {
      firstFailure = now;
    }
  }

  /** It can be seen to be bad. */
  void condemn(Decoded.Malformed<?> seen, Instant now) {
    Instant first = firstFailure == null ? now : firstFailure;
    verdict = new Verdict(seen.reason(), seen.reason(), seen.detail(), attempts, first, now);
  }

  void condemn(StoreException failure, Instant now) {
    Instant first = firstFailure == null ? now : firstFailure;
    verdict =
        new Verdict(
            "refused_by_" + failure.store(),
            failure.code(),
            String.valueOf(failure.getMessage()),
            attempts,
            first,
            now);
  }
}
