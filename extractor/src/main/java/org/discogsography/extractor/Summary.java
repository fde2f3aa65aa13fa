package org.discogsography.extractor;

import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;

/** What happened, for people. */
final class Summary {
  private Summary() {}

  static String of(Progress progress) {
    StringBuilder text = new StringBuilder();
    text.append("Dump %d: %s".formatted(progress.dump(), progress.state().text()));
    for (TypeProgress type : progress.types().values()) {
      text.append(
          "%n  %-8s %-10s %,d records, %,d unchanged, %,d confirmed, %,d deleted, %,d malformed"
              .formatted(
                  type.type().plural(),
                  type.state().text(),
                  type.records(),
                  type.unchangedRecords(),
                  type.confirmedMessages(),
                  type.deletedRecords(),
                  type.malformedRecords()));
      if (!type.problem().isEmpty()) {
        text.append("%n            %s".formatted(type.problem()));
      }
    }
    return text.toString();
  }
}
