package org.discogsography.extractor.dump;

/**
 * A dump cannot be used as it is. The message is a sentence for the operator that names the file,
 * or the directory, and says where the trouble is.
 */
public final class DumpException extends Exception {
  private static final long serialVersionUID = 1L;

  public DumpException(String message) {
    super(message);
  }

  public DumpException(String message, Throwable cause) {
    super(message, cause);
  }
}
