package org.discogsography.extractor.dump;

/**
 * A dump cannot be used as it is. The message is a sentence for the operator that names the file,
 * or the directory, and says where the trouble is.
 */
public final class DumpException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Failure failure;

  public DumpException(String message) {
    this(Failure.UNUSABLE, message);
  }

  public DumpException(Failure failure, String message) {
    super(message);
    this.failure = failure;
  }

  public DumpException(String message, Throwable cause) {
    this(Failure.UNUSABLE, message, cause);
  }

  public DumpException(Failure failure, String message, Throwable cause) {
    super(message, cause);
    this.failure = failure;
  }

  /** What kind of trouble it is. */
  public Failure failure() {
    return failure;
  }
}
