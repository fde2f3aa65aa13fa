package org.discogsography.resilience.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The breaker is open: the call was not made. Says why, and when the next trial is. */
public final class CallRejectedException extends RuntimeException {
  private final String resource;
  private final Duration retryAfter;

  CallRejectedException(String resource, Duration retryAfter, @Nullable String reason) {
    super(
        "failing fast: %s failed before (%s); next trial in %d s"
            .formatted(
                resource,
                reason == null ? "opened by hand" : reason,
                Math.max(1, retryAfter.toSeconds())));
    this.resource = resource;
    this.retryAfter = retryAfter;
  }

  public String resource() {
    return resource;
  }

  /** Until the next trial; zero when trials are under way. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
