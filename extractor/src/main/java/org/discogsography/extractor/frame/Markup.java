package org.discogsography.extractor.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Comments, CDATA sections and processing instructions, in which tags mean nothing. */
enum Markup {
  COMMENT("<!--", "-->"),
  CDATA("<![CDATA[", "]]>"),
  INSTRUCTION("<?", "?>"),
  DECLARATION("<!", ">");

  private final byte[] opening;
  private final byte[] closing;

  Markup(String opening, String closing) {
    this.opening = opening.getBytes(US_ASCII);
    this.closing = closing.getBytes(US_ASCII);
  }

  /** What begins here, which is known to be {@code <!} or {@code <?}. */
  static Markup at(byte[] bytes, int position, int limit) {
    for (Markup markup : values()) {
      if (startsWith(markup.opening, bytes, position, limit)) {
        return markup;
      }
    }
    throw new IllegalArgumentException("no markup at " + position);
  }

  /** The first byte after it, or {@link Tag#UNDECIDED}. */
  int end(byte[] bytes, int position, int limit) {
    for (int i = position + opening.length; i + closing.length <= limit; i++) {
      if (startsWith(closing, bytes, i, limit)) {
        return i + closing.length;
      }
    }
    return Tag.UNDECIDED;
  }

  private static boolean startsWith(byte[] text, byte[] bytes, int position, int limit) {
    if (position + text.length > limit) {
      return false;
    }
    for (int i = 0; i < text.length; i++) {
      if (bytes[position + i] != text[i]) {
        return false;
      }
    }
    return true;
  }
}
