package org.discogsography.dashboard.deadletters;

/** A query that makes no sense; the message is the answer. */
final class BadQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadQueryException(String message) {
    super(message);
  }
}
