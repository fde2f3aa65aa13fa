package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts into words what a rehearsal knows. */
final class Reporter {
  private Reporter() {}

  static Report of(Rehearsal rehearsal) {
    Plan plan = rehearsal.plan;
    List<Report.Criterion> criteria = Judge.criteria(rehearsal);
    Map<String, Double> baseline = new LinkedHashMap<>();
    rehearsal.baseline().rates().forEach((sink, rate) -> baseline.put(sink.text(), rounded(rate)));
    Double share = rehearsal.otherRateShare();
    String broken = rehearsal.broken();
    return new Report(
        plan.id(),
        plan.server().text(),
        plan.how(),
        plan.origin().name().toLowerCase(Locale.ROOT),
        plan.downSeconds(),
        rehearsal.course.now().title(),
        text(rehearsal.course.parts().getFirst().from()),
        optional(rehearsal.moments.ended),
        rehearsal.course.parts().stream().map(Reporter::part).toList(),
        timers(rehearsal.moments),
        rehearsal.peak(),
        share == null ? null : rounded(share),
        rehearsal.traffic() ? "some" : "none",
        Judge.verdict(rehearsal, criteria),
        criteria,
        baseline,
        rehearsal.accounting(),
        rehearsal.curve.points(),
        broken == null ? "" : broken);
  }

  private static Report.Part part(Course.Part part) {
    return new Report.Part(part.phase().title(), text(part.from()), optional(part.to()));
  }

  private static Report.Timers timers(Moments moments) {
    return new Report.Timers(
        millis(moments.detect()),
        millis(moments.hold()),
        millis(moments.recover()),
        millis(moments.drain()));
  }

  private static @Nullable Long millis(@Nullable Duration time) {
    return time == null ? null : time.toMillis();
  }

  private static @Nullable String optional(@Nullable Instant time) {
    return time == null ? null : text(time);
  }

  private static String text(Instant time) {
    return time.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
