package org.discogsography.extractor.generate;

import java.util.List;

/** How good people found a record's data. */
final class Quality {
  private static final List<String> NAMES =
      List.of(
          "Needs Vote",
          "Needs Vote",
          "Needs Vote",
          "Correct",
          "Needs Major Changes",
          "Complete and Correct",
          "Needs Minor Changes",
          "Entirely Incorrect Edit");

  private Quality() {}

  static String of(Draw draw) {
    return draw.of(NAMES);
  }
}
