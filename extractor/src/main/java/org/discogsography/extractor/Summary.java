package org.discogsography.extractor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;

/** What happened, for people. */
final class Summary {
  private static final double MILLIS = 1_000;

  private Summary() {}

  /** A line about the dump and one about each of its files. */
  static List<String> of(Progress progress, Duration took) {
    List<String> lines = new ArrayList<>();
    long records = progress.types().values().stream().mapToLong(TypeProgress::records).sum();
    double seconds = Math.max(1, took.toMillis()) / MILLIS;
    lines.add(
        "Dump %d: %s after %,.1f s, %,d records, %,.0f records/s"
            .formatted(
                progress.dump(), progress.state().text(), seconds, records, records / seconds));
    progress.types().values().forEach(type -> lines.add(line(type)));
    return lines;
  }

  private static String line(TypeProgress type) {
    return ("%-8s %-8s %,12d records %,12d unchanged %,12d new %,12d changed %,8d deleted"
            + " %,12d confirmed %,8d malformed%s")
        .formatted(
            type.type().plural(),
            type.state().text(),
            type.records(),
            type.unchangedRecords(),
            type.addedRecords(),
            type.changedRecords(),
            type.deletedRecords(),
            type.confirmedMessages(),
            type.malformedRecords(),
            type.problem().isEmpty() ? "" : ": " + type.problem());
  }
}
