package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.discogsography.messages.SinkName;

/**
 * Adds up what went in and came out between two readings. The queues' figures are some seconds
 * older than the counters, so that only where nothing moved at both ends the sums can be exact.
 */
final class Bookkeeper {
  /** Longer than the broker's figures are old. */
  static final Duration QUIET = Duration.ofSeconds(7);

  private static final Set<String> COUNTING = Set.of("extractor", "graphinator", "tableinator");

  private Bookkeeper() {}

  /**
   * The account.
   *
   * @param quiet whether nothing moved at either end
   * @param fastest messages a second at most, of which {@link #QUIET} may be under way if it moved
   */
  static Accounting add(Server server, Reading from, Reading to, Quiet quiet, double fastest) {
    List<Accounting.Line> lines = new ArrayList<>();
    for (SinkName sink : SinkName.values()) {
      if (to.pipelines().containsKey(sink)) {
        lines.add(line(sink, from, to));
      }
    }
    boolean restarted = to.restartedSince(from, COUNTING);
    boolean still = quiet == Quiet.BOTH_ENDS;
    long allowance = still ? 0 : Math.round(Math.ceil(fastest * QUIET.toSeconds()));
    boolean repeated = sentAgain(server, lines) || twice(lines);
    boolean exact = still && !restarted && !repeated;
    long lost = lines.stream().mapToLong(line -> Math.max(0, line.missing() - allowance)).sum();
    String note = note(server, lines, still, restarted, allowance);
    return new Accounting(lines, lost == 0, exact, lost, note);
  }

  /** Where nothing moved. */
  enum Quiet {
    BOTH_ENDS,
    NOT_AT_BOTH_ENDS
  }

  /** What is there twice hides one that is nowhere. */
  private static boolean twice(List<Accounting.Line> lines) {
    return lines.stream().anyMatch(line -> line.missing() < 0);
  }

  /** As many may be there twice as are nowhere, so that nothing seems to be missing. */
  private static boolean sentAgain(Server server, List<Accounting.Line> lines) {
    return server == Server.RABBITMQ && lines.stream().anyMatch(line -> line.accepted() > 0);
  }

  private static Accounting.Line line(SinkName sink, Reading from, Reading to) {
    Work work = to.of(sink).work().since(from.of(sink).work());
    long before = from.of(sink).waiting();
    long after = to.of(sink).waiting();
    long accepted = to.accepted() - from.accepted();
    return new Accounting.Line(
        sink.text(),
        before,
        accepted,
        work.settled(),
        work.written(),
        work.unchanged(),
        work.deadLettered(),
        work.requeued(),
        after,
        before + accepted - work.settled() - after);
  }

  private static String note(
      Server server,
      List<Accounting.Line> lines,
      boolean still,
      boolean restarted,
      long allowance) {
    List<String> sentences = new ArrayList<>();
    if (restarted) {
      sentences.add(
          "A service began anew, and its counters with it: what it did unseen is not in here.");
    }
    if (!still) {
      sentences.add(
          "Messages were moving while the figures were taken, which are some seconds apart: up to %,d may seem to be missing or too many."
              .formatted(allowance));
    }
    if (sentAgain(server, lines)) {
      sentences.add(
          "What was sent and not confirmed when the broker went was sent again, so that it may be there twice; the second is unchanged, and hides a message that is missing.");
    }
    if (twice(lines)) {
      sentences.add(
          "More was done than came: some messages were delivered twice, and each hides one that is missing.");
    }
    sentences.add("scripts/verify proves record by record whether anything is lost.");
    return String.join(" ", sentences);
  }
}
