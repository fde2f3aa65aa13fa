package org.discogsography.localstack.process;

/** Something about a local server went wrong; the message is a sentence for its user. */
public final class LocalStackException extends RuntimeException {
  public LocalStackException(String message) {
    super(message);
  }

  public LocalStackException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For a wait that was interrupted: the thread's interrupt stays set. */
  public static LocalStackException interrupted(String what, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new LocalStackException("Interrupted while " + what + ".", cause);
  }
}
