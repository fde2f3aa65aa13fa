package org.discogsography.dashboard.rehearsal;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the API says of one outage, and what is kept of it. Times are ISO 8601, durations
 * milliseconds.
 *
 * @param target postgres, neo4j or rabbitmq
 * @param how stop, kill or pause; unknown for one that was noticed
 * @param origin rehearsed or noticed
 * @param downSeconds how long the server was to be away; 0 where nobody said
 * @param phase the one that it is in, or ended in
 * @param endedAt null while it lasts
 * @param peakBacklog the most messages that waited for the server
 * @param otherRateShare of its usual rate that the other pipeline kept; null where there is none,
 *     or nothing flowed
 * @param traffic none where since the server is gone nothing was sent, nothing done by those that
 *     need it and nothing waited for it; else some, also in reports that were kept without it
 * @param verdict RUNNING, PASS or FAIL
 * @param baseline messages a second before, by pipeline
 * @param accounting null until it has ended
 * @param problem why it ended before its time; empty for one that went its way
 */
public record Report(
    String id,
    String target,
    String how,
    String origin,
    long downSeconds,
    String phase,
    String startedAt,
    @Nullable String endedAt,
    List<Part> phases,
    Timers timers,
    long peakBacklog,
    @Nullable Double otherRateShare,
    String traffic,
    String verdict,
    List<Criterion> criteria,
    Map<String, Double> baseline,
    @Nullable Accounting accounting,
    Curve.@Nullable Points chart,
    String problem) {
  public Report {
    phases = List.copyOf(phases);
    traffic = Objects.requireNonNullElse(traffic, "some");
    criteria = List.copyOf(criteria);
    baseline = Map.copyOf(baseline);
  }

  /**
   * A phase.
   *
   * @param to null while it lasts
   */
  public record Part(String name, String from, @Nullable String to) {}

  /** How long things took; null for what was not measured. */
  public record Timers(
      @Nullable Long detectMs,
      @Nullable Long holdMs,
      @Nullable Long recoverMs,
      @Nullable Long drainMs) {}

  /**
   * What had to be, and what was.
   *
   * @param met null while it cannot be said
   */
  public record Criterion(String name, String limit, String measured, @Nullable Boolean met) {}

  /** Whether the server came back and nobody had anything to do with it. */
  boolean cameBackIdle() {
    return traffic.equals("none") && timers.recoverMs() != null;
  }

  boolean running() {
    return verdict.equals("RUNNING");
  }

  /** For lists, which show no chart. */
  Report withoutChart() {
    return new Report(
        id,
        target,
        how,
        origin,
        downSeconds,
        phase,
        startedAt,
        endedAt,
        phases,
        timers,
        peakBacklog,
        otherRateShare,
        traffic,
        verdict,
        criteria,
        baseline,
        accounting,
        null,
        problem);
  }
}
