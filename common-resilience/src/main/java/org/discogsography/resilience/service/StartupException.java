package org.discogsography.resilience.service;

/** The service cannot start; the message is one sentence that says what to do about it. */
public final class StartupException extends RuntimeException {
  public StartupException(String message) {
    super(message);
  }

  public StartupException(String message, Throwable cause) {
    super(message, cause);
  }
}
