package org.discogsography.verify;

/** There is no dump that can be compared; the message is a sentence for the operator. */
final class UnusableDumpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableDumpException(String message) {
    super(message);
  }

  UnusableDumpException(String message, Throwable cause) {
    super(message, cause);
  }
}
