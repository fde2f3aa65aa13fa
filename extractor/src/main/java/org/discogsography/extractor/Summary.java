package org.discogsography.extractor;

import java.util.ArrayList;
import java.util.List;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;

/** What happened, for people. */
final class Summary {
  private Summary() {}

  /** A line about the dump and one about each of its files. */
  static List<String> of(Progress progress) {
    List<String> lines = new ArrayList<>();
    lines.add("Dump %d: %s".formatted(progress.dump(), progress.state().text()));
    progress.types().values().forEach(type -> lines.add(line(type)));
    return lines;
  }

  private static String line(TypeProgress type) {
    return "%-8s %-8s %,12d records %,12d unchanged %,12d confirmed %,8d deleted %,8d malformed%s"
        .formatted(
            type.type().plural(),
            type.state().text(),
            type.records(),
            type.unchangedRecords(),
            type.confirmedMessages(),
            type.deletedRecords(),
            type.malformedRecords(),
            type.problem().isEmpty() ? "" : ": " + type.problem());
  }
}
