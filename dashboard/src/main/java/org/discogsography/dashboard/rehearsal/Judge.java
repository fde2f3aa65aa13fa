package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.discogsography.messages.SinkName;
import org.jspecify.annotations.Nullable;

/** Holds an outage against its criteria. What does not apply is left out. */
final class Judge {
  private static final Set<String> SERVICES = Set.of("extractor", "graphinator", "tableinator");

  private final Rehearsal rehearsal;
  private final Criteria limits;
  private final List<Report.Criterion> found = new ArrayList<>();

  private Judge(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
    this.limits = rehearsal.plan.criteria();
  }

  static List<Report.Criterion> criteria(Rehearsal rehearsal) {
    return new Judge(rehearsal).judge();
  }

  /** PASS only where everything is met. */
  static String verdict(Rehearsal rehearsal, List<Report.Criterion> criteria) {
    if (!rehearsal.ended()) {
      return "RUNNING";
    }
    boolean passed =
        rehearsal.broken() == null
            && criteria.stream().allMatch(one -> Boolean.TRUE.equals(one.met()));
    return passed ? "PASS" : "FAIL";
  }

  private List<Report.Criterion> judge() {
    Moments moments = rehearsal.moments;
    if (rehearsal.plan.origin() == Plan.Origin.REHEARSED && !tooShortToNotice(moments)) {
      time("detect", limits.detect(), moments.detect());
    }
    time("recover", limits.recover(), moments.recover());
    time("drain", limits.drain(), moments.drain());
    deadLetters();
    lost();
    sameProcesses();
    otherRate();
    return found;
  }

  /** Whoever is back before anybody has to have noticed need not be missed. */
  private boolean tooShortToNotice(Moments moments) {
    Duration away = moments.away();
    return moments.detected == null && away != null && away.compareTo(limits.detect()) < 0;
  }

  private void time(String name, Duration limit, @Nullable Duration measured) {
    Boolean met = measured == null ? ended(false) : Boolean.valueOf(measured.compareTo(limit) <= 0);
    String shown = measured == null ? missing() : seconds(measured);
    found.add(new Report.Criterion(name, "at most " + seconds(limit), shown, met));
  }

  private void deadLetters() {
    long came = 0;
    for (SinkName sink : SinkName.values()) {
      Reading.Pipeline before = rehearsal.first().of(sink);
      Reading.Pipeline now = rehearsal.latest().of(sink);
      came +=
          Math.max(
              Math.max(0, now.dead() - before.dead()),
              now.work().deadLettered() - before.work().deadLettered());
    }
    boolean few = came <= limits.deadLetters();
    found.add(
        new Report.Criterion(
            "dead-letters",
            count(limits.deadLetters()),
            count(came),
            few ? ended(true) : Boolean.FALSE));
  }

  private void lost() {
    Accounting accounting = rehearsal.accounting();
    found.add(
        new Report.Criterion(
            "lost",
            count(limits.lost()),
            accounting == null ? missing() : lost(accounting),
            accounting == null
                ? ended(false)
                : Boolean.valueOf(accounting.lost() <= limits.lost())));
  }

  /** A number stands alone only where it was counted. */
  private static String lost(Accounting accounting) {
    String counted = count(accounting.lost());
    return accounting.exact() ? counted : counted + " (not to the message: run scripts/verify)";
  }

  private void sameProcesses() {
    List<String> others =
        SERVICES.stream()
            .sorted()
            .filter(name -> rehearsal.latest().restartedSince(rehearsal.first(), Set.of(name)))
            .toList();
    boolean same = others.isEmpty();
    found.add(
        new Report.Criterion(
            "same-processes",
            "no restart",
            same ? "no restart" : String.join(", ", others) + " began anew",
            same ? ended(true) : Boolean.FALSE));
  }

  private void otherRate() {
    Double share = rehearsal.otherRateShare();
    if (share != null) {
      found.add(
          new Report.Criterion(
              "other-rate",
              "at least " + share(limits.otherRate()),
              share(share),
              share >= limits.otherRate()));
    }
  }

  /** What holds at the end, and cannot be said before. */
  private @Nullable Boolean ended(boolean met) {
    return rehearsal.ended() ? met : null;
  }

  private String missing() {
    return rehearsal.ended() ? "not seen" : "not yet";
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }
}
