package org.discogsography.resilience.operations.api;

/** A request that makes no sense; the message is the answer. */
final class BadRequestException extends RuntimeException {
  BadRequestException(String message) {
    super(message);
  }
}
