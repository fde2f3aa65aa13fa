package org.discogsography.resilience.rabbit;

import org.jspecify.annotations.Nullable;

/**
 * The broker cannot be used right now: the connection or channel is gone, the consumer was
 * cancelled, or an answer did not come in time. What was not settled will be delivered again; open
 * a new subscription.
 */
public final class RabbitUnavailableException extends RuntimeException {
  public RabbitUnavailableException(String message) {
    super(message);
  }

  public RabbitUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
