package org.discogsography.extractor.progress;

import java.time.Duration;
import org.discogsography.messages.EntityType;
import org.jspecify.annotations.Nullable;

/** Speed and what is left, from two looks at the counters. Not thread-safe. */
final class Rate {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGABYTE = 1e6;

  private @Nullable EntityType type;
  private long lastNanos;
  private long lastRecords;
  private long lastBytes;

  /** One line about the time since the last look. */
  String line(TypeProgress progress, long nanos) {
    if (type != progress.type()) {
      type = progress.type();
      lastNanos = 0;
      lastRecords = 0;
      lastBytes = 0;
    }
    double seconds = lastNanos == 0 ? 0 : (nanos - lastNanos) / NANOS_PER_SECOND;
    double records = seconds == 0 ? 0 : (progress.records() - lastRecords) / seconds;
    double bytes = seconds == 0 ? 0 : (progress.bytesRead() - lastBytes) / seconds;
    lastNanos = nanos;
    lastRecords = progress.records();
    lastBytes = progress.bytesRead();
    return "%s %.1f %%, %,d records, %,.0f records/s, %.1f MB/s, %s left"
        .formatted(
            progress.type().plural(),
            100.0 * progress.bytesRead() / Math.max(1, progress.bytes()),
            progress.records(),
            records,
            bytes / MEGABYTE,
            left(progress, bytes));
  }

  private static String left(TypeProgress progress, double bytesPerSecond) {
    if (bytesPerSecond < 1) {
      return "unknown time";
    }
    long seconds = Math.round((progress.bytes() - progress.bytesRead()) / bytesPerSecond);
    Duration left = Duration.ofSeconds(seconds);
    return "%d:%02d:%02d".formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart());
  }
}
