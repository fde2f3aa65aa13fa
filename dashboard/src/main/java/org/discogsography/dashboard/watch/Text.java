package org.discogsography.dashboard.watch;

/** Foreign text, cut to what a page can show. */
public final class Text {
  private Text() {}

  public static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
