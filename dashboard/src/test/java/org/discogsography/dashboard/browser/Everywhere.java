package org.discogsography.dashboard.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** What has to hold of a state of a page in both themes, on a wide screen and on a phone. */
final class Everywhere {
  private Everywhere() {}

  /** With a picture of it as it is. */
  static void settled(Browser browser, String name, int height) throws Exception {
    browser.picture(name, Browser.WIDE, height);
    // In this order: the rules' engine makes the console complain of itself.
    assertThat(browser.complaints()).isEmpty();
    holds(browser);
  }

  static void holds(Browser browser) throws Exception {
    for (String colours : List.of("dark", "light")) {
      for (int width : new int[] {Browser.NARROW, Browser.WIDE}) {
        browser.turn(width, colours);
        String where = colours + ", " + width + " px";
        assertThat(browser.scrollsSideways()).as(where).isFalse();
        assertThat(browser.violations()).as(where).isEmpty();
      }
    }
  }
}
