package org.discogsography.dashboard.history;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** How much of the past a chart shows. */
public enum HistoryRange {
  TEN_MINUTES("10m", Duration.ofMinutes(10), 1),
  ONE_HOUR("1h", Duration.ofHours(1), 10),
  THREE_HOURS("3h", Duration.ofHours(3), 20),
  SIX_HOURS("6h", Duration.ofHours(6), 30),
  TWELVE_HOURS("12h", Duration.ofHours(12), 60),
  DAY("24h", Duration.ofHours(24), 120);

  private final String text;
  private final Duration length;
  private final int stepSeconds;

  HistoryRange(String text, Duration length, int stepSeconds) {
    this.text = text;
    this.length = length;
    this.stepSeconds = stepSeconds;
  }

  /** As in requests. */
  public String text() {
    return text;
  }

  public Duration length() {
    return length;
  }

  /** Seconds from one point of its chart to the next. */
  public int stepSeconds() {
    return stepSeconds;
  }

  public static Optional<HistoryRange> of(String text) {
    return Arrays.stream(values()).filter(range -> range.text.equals(text)).findFirst();
  }
}
