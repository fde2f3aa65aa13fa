package org.discogsography.extractor.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was extracted last of one type, as a line of text.
 *
 * @param dump its date as yyyymmdd
 * @param run under which its records are sent
 * @param format of the bodies
 * @param sha256 of the file, lower-case hex
 * @param index the identity of the index that belongs to it
 */
record TypeState(int dump, long run, int format, String sha256, long index) {
  /** Nothing was extracted, and there is an index all the same. */
  static TypeState nothing(long index) {
    return new TypeState(0, 0, 0, "-", index);
  }

  String line() {
    return "%d %d %d %s %d%n".formatted(dump, run, format, sha256, index);
  }

  /** Null for what is torn or something else. */
  static @Nullable TypeState parse(String line) {
    List<String> words = List.of(line.strip().split(" ", -1));
    try {
      return words.size() == 5
          ? new TypeState(
              Integer.parseInt(words.get(0)),
              Long.parseLong(words.get(1)),
              Integer.parseInt(words.get(2)),
              words.get(3),
              Long.parseLong(words.get(4)))
          : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
