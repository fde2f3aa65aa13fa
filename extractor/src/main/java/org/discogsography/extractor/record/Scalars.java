package org.discogsography.extractor.record;

/** Numbers and flags from characters; white space around them does not count. */
final class Scalars {
  static final int TRUE = 1;
  static final int FALSE = 2;

  private static final int MOST_DIGITS = 18;

  private Scalars() {}

  static long number(String field, char[] text, int start, int end)
      throws MalformedRecordException {
    int from = skipBlanks(text, start, end);
    int to = trimBlanks(text, from, end);
    if (to - from > MOST_DIGITS) {
      throw notA("number", field, text, start, end);
    }
    long number = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        throw notA("number", field, text, start, end);
      }
      number = 10 * number + digit;
    }
    return number;
  }

  static int flag(String field, char[] text, int start, int end) throws MalformedRecordException {
    int from = skipBlanks(text, start, end);
    return switch (new String(text, from, trimBlanks(text, from, end) - from)) {
      case "true", "1" -> TRUE;
      case "false", "0" -> FALSE;
      default -> throw notA("flag", field, text, start, end);
    };
  }

  private static int skipBlanks(char[] text, int from, int end) {
    int i = from;
    while (i < end && text[i] <= ' ') {
      i++;
    }
    return i;
  }

  private static int trimBlanks(char[] text, int from, int end) {
    int i = end;
    while (i > from && text[i - 1] <= ' ') {
      i--;
    }
    return i;
  }

  private static MalformedRecordException notA(
      String kind, String field, char[] text, int start, int end) {
    String shown = new String(text, start, Math.min(end - start, 40));
    return new MalformedRecordException(
        "not_a_" + kind, "%s is \"%s\", which is not a %s.".formatted(field, shown, kind));
  }
}
