package org.discogsography.resilience.worker;

import java.time.Instant;

/**
 * Why a message is a dead letter.
 *
 * @param reason a short constant word
 * @param code the store's own code, or the reason again
 * @param attempts how often it was written in vain
 */
record Verdict(
    String reason,
    String code,
    String message,
    int attempts,
    Instant firstFailure,
    Instant lastFailure) {
  static Verdict malformed(Decoded.Malformed<?> malformed, Instant now) {
    return new Verdict(malformed.reason(), malformed.reason(), malformed.detail(), 0, now, now);
  }
}
