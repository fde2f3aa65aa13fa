package org.discogsography.resilience.operations.api;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.discogsography.resilience.policy.CallStatistics;
import org.discogsography.resilience.resource.HealthScore;
import org.discogsography.resilience.resource.ResourceSnapshot;

/**
 * A figure that a resource should reach, and the one that was measured.
 *
 * @param bound such as {@code > 99 %}
 */
record Target(String name, String bound, String measured, boolean met) {
  private static final double CONNECTION_SUCCESS = 0.99;
  private static final Duration QUERY = Duration.ofMillis(100);
  private static final double CLOSED = 0.999;
  private static final Duration RECOVERY = Duration.ofSeconds(30);
  private static final int SCORE = 80;

  /** All targets of one resource; the first two of the last hour, the others since the start. */
  static List<Target> of(ResourceSnapshot snapshot, CallStatistics.Recent lastHour) {
    double connected = snapshot.connections().successRate();
    double closed = snapshot.history().closedShare();
    Duration mean = lastHour.meanTime();
    Duration recovery = snapshot.calls().meanRecovery();
    long errors = snapshot.connections().callerErrors();
    int score = HealthScore.of(snapshot, lastHour);
    return List.of(
        new Target(
            "connection success", "> 99 %", share(connected, 2), connected > CONNECTION_SUCCESS),
        new Target(
            "average query", "< 100 ms", Bodies.millis(mean) + " ms", mean.compareTo(QUERY) < 0),
        new Target("breaker closed", "> 99.9 %", share(closed, 3), closed > CLOSED),
        new Target(
            "recovery",
            "< 30 s",
            recovery.toMillis() / 1000.0 + " s",
            recovery.compareTo(RECOVERY) < 0),
        new Target("health score", "> 80", String.valueOf(score), score > SCORE),
        new Target("errors that callers saw", "= 0", String.valueOf(errors), errors == 0));
  }

  /** Cut and not rounded: 99.9999 % is not all. */
  private static String share(double share, int places) {
    double scale = Math.pow(10, places);
    double cut = Math.floor(share * 100 * scale) / scale;
    return String.format(Locale.ROOT, "%." + places + "f %%", cut);
  }
}
