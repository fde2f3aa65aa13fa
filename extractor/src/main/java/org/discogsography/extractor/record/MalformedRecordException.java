package org.discogsography.extractor.record;

/** The record in hand cannot become a message; the ones after it can. Has no stack trace. */
final class MalformedRecordException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  MalformedRecordException(String reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
