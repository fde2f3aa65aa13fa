package org.discogsography.extractor.download;

import java.time.Duration;

/** Nothing can be downloaded now; the message is a sentence for the operator. */
public final class DownloadException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public DownloadException(String message) {
    this(message, Duration.ZERO);
  }

  DownloadException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  DownloadException(String message, Throwable cause) {
    super(message, cause);
    this.retryAfter = Duration.ZERO;
  }

  /** How long the site wants to be left alone; zero where it did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
