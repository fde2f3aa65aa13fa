package org.discogsography.verify.store;

/** How a store differs from the dump. */
public enum Kind {
  /** The dump has the record, the store has not. */
  MISSING("missing"),
  /** The store has the record, the dump has not. */
  EXTRA("extra"),
  /** Another SHA-256. */
  DIFFERENT("different"),
  /** The right SHA-256, and data or properties that do not belong to it. */
  CONTENT("content"),
  /** Relationships that are missing, or that the record does not own. */
  RELATIONSHIPS("relationships"),
  /** A version later than the dump. */
  NEWER("newer");

  private final String text;

  Kind(String text) {
    this.text = text;
  }

  /** As in reports. */
  public String text() {
    return text;
  }
}
