package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.messages.SinkName;
import org.jspecify.annotations.Nullable;

/**
 * One outage, from the baseline to the verdict: readings and the driver's marks move it from phase
 * to phase. Whoever owns it keeps threads apart.
 */
final class Rehearsal {
  private static final Duration MOST_BASELINE = Duration.ofMinutes(10);
  private static final Duration MOST_OUTAGE = Duration.ofHours(24);
  private static final Duration MOST_RECOVERY = Duration.ofMinutes(10);
  private static final Duration MOST_COUNTING = Duration.ofSeconds(30);
  private static final int MOST_BASELINE_READINGS = 600;

  final Plan plan;
  final Moments moments = new Moments();
  final Course course;
  final Curve curve;
  private final List<Reading> before;
  private Baseline baseline = Baseline.of(List.of());
  private Reading first;
  private Reading latest;
  private @Nullable Reading atOutage;
  private @Nullable OtherRate otherRate;
  private @Nullable Reading atAnswer;
  private @Nullable Accounting accounting;
  private @Nullable String broken;
  private Bookkeeper.Quiet start = Bookkeeper.Quiet.NOT_AT_BOTH_ENDS;
  private final Stillness stillness = new Stillness();
  private boolean still;
  private final Backlog backlog;
  private double fastest;

  /**
   * Begins.
   *
   * @param before readings up to now, at least one; an outage that was only noticed has its
   *     baseline in them
   */
  Rehearsal(Plan plan, List<Reading> before) {
    this.plan = plan;
    this.backlog = new Backlog(plan.server());
    this.course = new Course(begin(plan, before));
    this.curve = new Curve(course.since());
    this.before = new ArrayList<>(before);
    this.first = before.getFirst();
    this.latest = before.getLast();
    before.stream().filter(one -> !one.at().isBefore(course.since())).forEach(curve::add);
    before.forEach(this::noteStillness);
  }

  /** Of an outage that was only noticed, the baseline is what was seen before. */
  private static Instant begin(Plan plan, List<Reading> before) {
    return switch (plan.origin()) {
      case REHEARSED -> plan.created();
      case NOTICED -> before.getFirst().at();
    };
  }

  boolean ended() {
    return moments.ended != null;
  }

  Reading first() {
    return first;
  }

  Reading latest() {
    return latest;
  }

  Baseline baseline() {
    return baseline;
  }

  long peak() {
    return backlog.peak();
  }

  /**
   * Whether anything came, was done by those that need the server, or waited for it since it is
   * gone; true until it is.
   */
  boolean traffic() {
    Reading from = atOutage;
    return from == null
        || backlog.any()
        || latest.accepted() > from.accepted()
        || plan.server().pipelines().stream()
            .anyMatch(sink -> settled(latest, sink) > settled(from, sink));
  }

  private static long settled(Reading reading, SinkName sink) {
    return reading.of(sink).work().settled();
  }

  /** Null until everything was added up. */
  @Nullable Accounting accounting() {
    return accounting;
  }

  /** Why it ended before its time, as a sentence; null for one that went its way. */
  @Nullable String broken() {
    return broken;
  }

  /** The server is being taken away. */
  void stopped(Instant at) {
    moments.stopped = moments.stopped == null ? at : moments.stopped;
  }

  /** The server answers. */
  void started(Instant at) {
    moments.started = moments.started == null ? at : moments.started;
  }

  /** Ends it without a good verdict. */
  void abort(Instant at, String sentence) {
    if (!ended()) {
      broken = sentence;
      end(at);
    }
  }

  /**
   * What the other pipeline did in a second while the server was away, as a share of before; null
   * where there is none or it cannot be said.
   */
  @Nullable Double otherRateShare() {
    OtherRate rate = otherRate;
    return rate == null ? null : rate.share(plan.criteria().otherRate());
  }

  /** What is seen now; called about once a second. */
  void see(Reading reading) {
    if (ended()) {
      return;
    }
    fastest = Math.max(fastest, fastest(latest, reading));
    noteStillness(reading);
    curve.add(reading);
    notePause(reading);
    Phase was;
    do {
      was = course.now();
      step(reading);
    } while (course.now() != was && !ended());
    if (course.now() != Phase.BASELINE) {
      backlog.see(reading);
    }
    noteOther(reading);
    latest = reading;
  }

  private void noteOther(Reading reading) {
    boolean away = course.now() == Phase.OUTAGE || course.now() == Phase.HOLDING;
    if (away && otherRate != null) {
      otherRate.see(reading);
    }
  }

  private void step(Reading reading) {
    switch (course.now()) {
      case BASELINE -> baseline(reading);
      case OUTAGE -> outage(reading);
      case HOLDING -> holding(reading);
      case RECOVERY -> recovery(reading);
      case DRAINED -> drained(reading);
      case VERDICT -> count(reading);
    }
  }

  private void baseline(Reading reading) {
    Instant gone = plan.origin() == Plan.Origin.REHEARSED ? moments.stopped : null;
    if (gone == null && reading.sight(plan.server()) instanceof Sight.Gone seen) {
      gone = seen.since();
    }
    if (gone == null) {
      before.add(reading);
      if (before.size() > MOST_BASELINE_READINGS) {
        before.removeFirst();
      }
      late(reading, MOST_BASELINE, plan.server().title() + " was never stopped.");
      return;
    }
    begin(reading, gone);
  }

  private void begin(Reading reading, Instant gone) {
    Instant from = within(gone, course.since(), reading.at());
    List<Reading> usual = before.stream().filter(one -> !one.at().isAfter(from)).toList();
    baseline = Baseline.of(usual.isEmpty() ? before : usual);
    Reading last = usual.isEmpty() ? reading : usual.getLast();
    atOutage = last;
    for (SinkName other : plan.server().others()) {
      otherRate = new OtherRate(other, from, baseline.rate(other), last);
    }
    before.clear();
    moments.gone = from;
    course.enter(Phase.OUTAGE, from);
  }

  private void outage(Reading reading) {
    if (reading.sight(plan.server()) instanceof Sight.Gone gone) {
      moments.detected = within(gone.since(), course.since(), reading.at());
      course.enter(Phase.HOLDING, moments.detected);
    } else if (moments.started != null) {
      answered(moments.started);
    } else {
      late(reading, MOST_OUTAGE, "Nobody has noticed within a day that the server is gone.");
    }
  }

  private void holding(Reading reading) {
    if (moments.started != null) {
      answered(moments.started);
    } else if (reading.sight(plan.server()) instanceof Sight.Here here) {
      answered(within(here.since(), course.since(), reading.at()));
    } else {
      late(reading, MOST_OUTAGE, "The server has been away for a day.");
    }
  }

  private void answered(Instant at) {
    moments.answered = at;
    atAnswer = latest;
    if (otherRate != null) {
      otherRate.end(latest);
    }
    course.enter(Phase.RECOVERY, at);
  }

  private void recovery(Reading reading) {
    boolean here = reading.sight(plan.server()) instanceof Sight.Here;
    if (here && plan.server().pipelines().stream().allMatch(sink -> works(sink, reading))) {
      moments.committed = reading.at();
      course.enter(Phase.DRAINED, reading.at());
    } else {
      late(reading, MOST_RECOVERY, "Nothing was committed within ten minutes.");
    }
  }

  /** It has committed something since the server answers, or has nothing to commit. */
  private boolean works(SinkName sink, Reading reading) {
    Reading then = atAnswer == null ? first : atAnswer;
    Reading.Pipeline now = reading.of(sink);
    Instant answered = moments.answered == null ? then.at() : moments.answered;
    boolean idle = now.waiting() == 0 && now.told().isAfter(answered);
    return now.work().committed() > then.of(sink).work().committed()
        || (idle && !now.work().paused());
  }

  /** The broker's figures are some seconds old: what they say has to last. */
  private void drained(Reading reading) {
    boolean asBefore =
        plan.server().pipelines().stream()
            .allMatch(sink ->
                reading.of(sink).waiting() <= baseline.waiting(sink)
                    && !reading.of(sink).told().isBefore(course.since()));
    moments.drained = asBefore ? (moments.drained == null ? reading.at() : moments.drained) : null;
    if (moments.drained != null && !reading.at().isBefore(moments.drained.plus(Bookkeeper.QUIET))) {
      moments.settled = reading.at();
      course.enter(Phase.VERDICT, reading.at());
    } else if (lasted(reading, plan.criteria().drain().plusMinutes(1))) {
      moments.drained = null;
      course.enter(Phase.VERDICT, reading.at());
    }
  }

  private void count(Reading reading) {
    boolean quiet = still && start == Bookkeeper.Quiet.BOTH_ENDS;
    Accounting account =
        Bookkeeper.add(
            plan.server(),
            first,
            reading,
            quiet ? Bookkeeper.Quiet.BOTH_ENDS : Bookkeeper.Quiet.NOT_AT_BOTH_ENDS,
            fastest);
    // Waiting helps only against what still moves: not against what moved at the start, what began
    // anew or what was there twice.
    boolean asExactAsItGets = quiet || start == Bookkeeper.Quiet.NOT_AT_BOTH_ENDS;
    boolean good = asExactAsItGets && account.closed();
    if (good || lasted(reading, MOST_COUNTING)) {
      accounting = account;
      end(reading.at());
    }
  }

  private void end(Instant at) {
    moments.ended = at;
    course.end(at);
  }

  private void late(Reading reading, Duration most, String sentence) {
    if (lasted(reading, most)) {
      abort(reading.at(), sentence);
    }
  }

  private boolean lasted(Reading reading, Duration most) {
    return Duration.between(course.since(), reading.at()).compareTo(most) > 0;
  }

  private void notePause(Reading reading) {
    if (course.now() == Phase.BASELINE || moments.resumed != null) {
      return;
    }
    Instant paused =
        plan.server().pipelines().stream()
            .map(sink -> reading.of(sink).work().pausedSince())
            .filter(since -> since != null)
            .min(Instant::compareTo)
            .orElse(null);
    if (paused != null && moments.paused == null) {
      moments.paused = paused;
    } else if (paused == null && moments.paused != null) {
      moments.resumed = reading.at();
    }
  }

  private void noteStillness(Reading reading) {
    still = stillness.add(reading);
    if (still && course.now() == Phase.BASELINE) {
      start = Bookkeeper.Quiet.BOTH_ENDS;
      first = reading;
    }
  }

  private static double fastest(Reading from, Reading to) {
    double seconds = Math.max(0.5, Duration.between(from.at(), to.at()).toMillis() / 1000.0);
    long most = to.accepted() - from.accepted();
    for (SinkName sink : SinkName.values()) {
      most = Math.max(most, settled(to, sink) - settled(from, sink));
    }
    return most / seconds;
  }

  private static Instant within(Instant at, Instant from, Instant to) {
    if (at.isBefore(from)) {
      return from;
    }
    return at.isAfter(to) ? to : at;
  }
}
