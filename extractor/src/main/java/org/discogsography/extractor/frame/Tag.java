package org.discogsography.extractor.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Recognises tags of one name by their bytes. */
final class Tag {
  /** There are not enough bytes to tell. */
  static final int UNDECIDED = -1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long BRACKETS = 0x3c3c_3c3c_3c3c_3c3cL;
  private static final long LOWEST_BITS = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

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
   * Where the next tag begins.
   *
   * @param last the last place to look at; there are at least 8 more bytes behind it
   * @return a place after the last where there is none
   */
  static int next(byte[] bytes, int from, int last) {
    int i = from;
    while (i <= last) {
      // A byte of the difference is 0 where there is an angle bracket: eight are looked at at once.
      long difference = (long) LONG.get(bytes, i) ^ BRACKETS;
      long zeros = (difference - LOWEST_BITS) & ~difference & HIGHEST_BITS;
      if (zeros != 0) {
        return i + (Long.numberOfTrailingZeros(zeros) >>> 3);
      }
      i += Long.BYTES;
    }
    return i;
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
