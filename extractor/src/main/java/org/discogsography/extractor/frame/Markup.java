package org.discogsography.extractor.frame;

/** Comments, CDATA sections and processing instructions, in which tags mean nothing. */
enum Markup {
  COMMENT("<!--", "-->"),
  CDATA("<![CDATA[", "]]>"),
  INSTRUCTION("<?", "?>"),
  DECLARATION("<!", ">");

  private final String opening;
  private final String closing;

  Markup(String opening, String closing) {
    this.opening = opening;
    this.closing = closing;
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
    for (int i = position + opening.length(); i + closing.length() <= limit; i++) {
      if (startsWith(closing, bytes, i, limit)) {
        return i + closing.length();
      }
    }
    return Tag.UNDECIDED;
  }

  private static boolean startsWith(String text, byte[] bytes, int position, int limit) {
    if (position + text.length() > limit) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[position + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
