package org.discogsography.dashboard.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Works out from the history where queues are going. */
public final class Trends {
  private static final int LATEST_SECONDS = 5;
  private static final int WINDOW_SECONDS = 60;
  private static final int LEAST_SECONDS = 10;
  private static final int REACH_SECONDS = 24 * 60 * 60;
  private static final int FINE_SECONDS = 14 * 60;
  private static final int COARSE_STEP = 10;

  private final History history;

  public Trends(History history) {
    this.history = history;
  }

  /**
   * Of one queue.
   *
   * @param depth the column of its messages, ready and in hand
   * @param arrivals the column of what arrives, each second
   */
  public QueueTrend of(String depth, String arrivals, Instant now) {
    float left = latest(depth, now);
    if (Float.isNaN(left)) {
      return QueueTrend.UNKNOWN;
    }
    Double growth = growth(depth, left, now);
    Long secondsLeft =
        left > 0 && growth != null && growth < 0 ? (long) Math.ceil(left / -growth) : null;
    return behind(arrivals, left, growth, secondsLeft, now);
  }

  /** The sample of this second may not be taken yet. */
  private float latest(String depth, Instant now) {
    float value = Float.NaN;
    for (int age = 0; Float.isNaN(value) && age <= LATEST_SECONDS; age++) {
      value = history.at(depth, now.minusSeconds(age), now);
    }
    return value;
  }

  private @Nullable Double growth(String depth, float left, Instant now) {
    for (int age = WINDOW_SECONDS; age >= LEAST_SECONDS; age--) {
      float before = history.at(depth, now.minusSeconds(age), now);
      if (!Float.isNaN(before)) {
        return Math.round((left - before) / age * 100) / 100.0;
      }
    }
    return null;
  }

  /** What is next in the queue came just before everything that still has to fit behind it. */
  private QueueTrend behind(
      String arrivals, float left, @Nullable Double growth, @Nullable Long eta, Instant now) {
    double arrived = 0;
    int gap = 0;
    long age = 0;
    while (arrived < left && age < REACH_SECONDS && gap < WINDOW_SECONDS) {
      int step = age < FINE_SECONDS ? 1 : COARSE_STEP;
      float rate = history.at(arrivals, now.minusSeconds(age), now);
      gap = Float.isNaN(rate) ? gap + step : 0;
      arrived += Float.isNaN(rate) ? 0 : rate * step;
      age += step;
    }
    boolean reached = arrived >= left;
    return new QueueTrend(growth, reached ? age : Math.max(0, age - gap), !reached, eta);
  }
}
