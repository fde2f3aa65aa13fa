package org.discogsography.extractor.frame;

import java.io.IOException;

/** The file as a whole is not what it should be; the message is a sentence without the name. */
public final class DumpFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long position;

  public DumpFormatException(long position, String message) {
    super(message);
    this.position = position;
  }

  public DumpFormatException(long position, String message, IOException cause) {
    super(message, cause);
    this.position = position;
  }

  /** The byte of the inflated file up to which it made sense. */
  public long position() {
    return position;
  }
}
