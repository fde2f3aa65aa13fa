package org.discogsography.extractor.progress;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A file's speed over the last seconds, and what is left at that speed. Thread-safe. */
final class Speed {
  private static final long WINDOW_NANOS = Duration.ofSeconds(15).toNanos();
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MEGABYTE = 1e6;

  private record Sample(long nanos, long records, long bytes) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** A look at the counters while the file is in work; to be called about once a second. */
  synchronized void sample(TypeProgress progress, long nanos) {
    samples.add(new Sample(nanos, progress.recordsRead(), progress.bytesRead()));
    while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** It is not in work. */
  synchronized void stop() {
    samples.clear();
  }

  /** Records a second; 0 while that is not known. */
  synchronized double recordsPerSecond() {
    return samples.size() < 2
        ? 0
        : (samples.getLast().records() - samples.getFirst().records()) / seconds();
  }

  /** Compressed bytes a second; 0 while that is not known. */
  synchronized double bytesPerSecond() {
    return samples.size() < 2
        ? 0
        : (samples.getLast().bytes() - samples.getFirst().bytes()) / seconds();
  }

  /** What people want to know about it. */
  synchronized Map<String, Object> details(TypeProgress progress) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("percent", tenths(percent(progress)));
    if (!samples.isEmpty()) {
      details.put("records_per_second", Math.round(recordsPerSecond()));
      details.put("megabytes_per_second", tenths(bytesPerSecond() / MEGABYTE));
      Duration left = left(progress);
      if (left != null) {
        details.put("seconds_left", left.toSeconds());
      }
    }
    return details;
  }

  /** The same as a line of text. */
  synchronized String line(TypeProgress progress) {
    Duration left = left(progress);
    return "%s %.1f %%, %,d records, %,.0f records/s, %.1f MB/s, %s left"
        .formatted(
            progress.type().plural(),
            percent(progress),
            progress.recordsRead(),
            recordsPerSecond(),
            bytesPerSecond() / MEGABYTE,
            left == null
                ? "unknown time"
                : "%d:%02d:%02d"
                    .formatted(left.toHours(), left.toMinutesPart(), left.toSecondsPart()));
  }

  private static double percent(TypeProgress progress) {
    return 100.0 * progress.bytesRead() / Math.max(1, progress.bytes());
  }

  private static double tenths(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private double seconds() {
    long nanos = samples.getLast().nanos() - samples.getFirst().nanos();
    return Math.max(1, nanos) / NANOS_PER_SECOND;
  }

  private @Nullable Duration left(TypeProgress progress) {
    double speed = bytesPerSecond();
    return speed < 1
        ? null
        : Duration.ofSeconds(Math.round((progress.bytes() - progress.bytesRead()) / speed));
  }
}
