package org.discogsography.verify.compare;

import java.util.regex.Pattern;

/** Text of strangers as text: nothing in it steers a terminal or begins another line. */
public final class Printable {
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}|[\\x80-\\x9f]");

  private Printable() {}

  /** The same with a question mark for each control character. */
  public static String of(String text) {
    return CONTROL.matcher(text).replaceAll("?");
  }
}
