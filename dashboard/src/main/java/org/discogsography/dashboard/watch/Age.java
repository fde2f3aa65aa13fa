package org.discogsography.dashboard.watch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How old a figure is. */
public final class Age {
  private Age() {}

  /** Seconds with one decimal, or null where there never was an answer. */
  public static @Nullable Double seconds(@Nullable Instant answered, Instant now) {
    return answered == null
        ? null
        : Math.max(0, Duration.between(answered, now).toMillis() / 100) / 10.0;
  }
}
