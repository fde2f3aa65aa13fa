package org.discogsography.resilience.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one thread asked of its dependencies between {@link #begin()} and {@link #end()}: how a
 * request's use of the database is counted. Nothing is kept for a thread that did not begin.
 */
public final class CallUsage {
  private static final ThreadLocal<@Nullable CallUsage> CURRENT = new ThreadLocal<>();

  private long attempts;
  private long successes;
  private long nanos;

  private CallUsage() {}

  /**
   * What was counted.
   *
   * @param attempts calls that were made, retries included
   * @param successes those that succeeded
   * @param time that they took together
   */
  public record Total(long attempts, long successes, Duration time) {
    public static final Total NONE = new Total(0, 0, Duration.ZERO);
  }

  /** Counts from zero, whatever this thread did before. */
  public static void begin() {
    CURRENT.set(new CallUsage());
  }

  /** Ends the count and forgets it; nothing where there was no beginning. */
  public static Total end() {
    CallUsage usage = CURRENT.get();
    CURRENT.remove();
    return usage == null
        ? Total.NONE
        : new Total(usage.attempts, usage.successes, Duration.ofNanos(usage.nanos));
  }

  static void attempted(long nanos) {
    CallUsage usage = CURRENT.get();
    if (usage != null) {
      usage.attempts++;
      usage.nanos += nanos;
    }
  }

  static void succeeded() {
    CallUsage usage = CURRENT.get();
    if (usage != null) {
      usage.successes++;
    }
  }
}
