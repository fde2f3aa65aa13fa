package org.discogsography.graphinator;

import tools.jackson.core.JsonToken;

/** Valid JSON, but not of a record. */
final class UnexpectedShapeException extends RuntimeException {
  UnexpectedShapeException(String pointer, JsonToken expected) {
    super("There is no " + expected + " at " + (pointer.isEmpty() ? "the root" : pointer) + ".");
  }
}
