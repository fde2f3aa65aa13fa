package org.discogsography.verify;

/** A server does not answer, or refuses; the message is a sentence for the operator. */
final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnreachableException(String message) {
    super(message);
  }
}
