package org.discogsography.extractor.record;

/** What a field holds. */
enum Kind {
  /** Exactly the element's text, or the attribute's value. */
  TEXT,
  /** A whole number; 0 is the same as absent. */
  NUMBER,
  /** {@code true} or {@code false}. */
  FLAG,
  /** An element with fields of its own. */
  OBJECT,
  /** An element around elements that are texts. */
  TEXTS,
  /** An element around elements that are objects. */
  OBJECTS
}
