package org.discogsography.extractor.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Recognises tags of one name by their bytes. */
final class Tag {
  /** There are not enough bytes to tell. */
  static final int UNDECIDED = -1;

  private final byte[] opening;
  private final byte[] closing;

  Tag(String name) {
    this.opening = ("<" + name).getBytes(US_ASCII);
    this.closing = ("</" + name).getBytes(US_ASCII);
  }

  boolean opensAt(byte[] bytes, int position) {
    return matches(opening, bytes, position);
  }

  boolean closesAt(byte[] bytes, int position) {
    return matches(closing, bytes, position);
  }

  /**
   * The first byte after the tag that begins here, or {@link #UNDECIDED}. One without an end stops
   * where the next begins, so that a forgotten quote does not swallow what follows.
   */
  static int end(byte[] bytes, int position, int limit) {
    byte quote = 0;
    for (int i = position; i < limit; i++) {
      byte b = bytes[i];
      if (b == '<' && i > position) {
        return i;
      }
      if (quote != 0) {
        quote = b == quote ? 0 : quote;
      } else if (b == '"' || b == '\'') {
        quote = b;
      } else if (b == '>') {
        return i + 1;
      }
    }
    return UNDECIDED;
  }

  private static boolean matches(byte[] tag, byte[] bytes, int position) {
    for (int i = 1; i < tag.length; i++) {
      if (bytes[position + i] != tag[i]) {
        return false;
      }
    }
    return switch (bytes[position + tag.length]) {
      case '>', '/', ' ', '\t', '\n', '\r' -> true;
      default -> false;
    };
  }
}
