package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A report that tells somebody who was not there what happened. The charts are Mermaid's. */
final class MarkdownReport {
  private final Report report;
  private final Server server;
  private final StringBuilder text = new StringBuilder();

  private MarkdownReport(Report report) {
    this.report = report;
    this.server = Server.named(report.target()).orElse(Server.POSTGRES);
  }

  static String of(Report report) {
    return new MarkdownReport(report).write();
  }

  private String write() {
    line("# %s: %s was away".formatted(report.verdict(), server.title()));
    line("");
    line(summary());
    if (!report.problem().isEmpty()) {
      line("");
      line("It ended before its time: %s".formatted(report.problem()));
    }
    criteria();
    phases();
    text.append(MarkdownCharts.of(report));
    accounting();
    line("");
    line("(%s)".formatted(report.id()));
    return text.toString();
  }

  private String summary() {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        report.origin().equals("rehearsed")
            ? "%s was taken away on purpose (%s), to see what the platform does without it."
                .formatted(server.title(), report.how())
            : "%s went away, and the dashboard noticed; when it really began and ended is not known."
                .formatted(server.title()));
    Report.Timers timers = report.timers();
    add(sentences, "Noticed after %s.", timers.detectMs());
    add(sentences, "Work for it was held for %s.", timers.holdMs());
    String recovered =
        report.cameBackIdle()
            ? "It was reached again %s after it answered."
            : "The first commit came %s after it answered again.";
    add(sentences, recovered, timers.recoverMs());
    add(sentences, "The queues were as before %s later.", timers.drainMs());
    sentences.add("At most %s messages waited for it.".formatted(count(report.peakBacklog())));
    if (report.cameBackIdle()) {
      sentences.add(
          "Nothing was waiting to be written, so this shows only that the services came back; --feed rehearses it under load.");
    }
    Double share = report.otherRateShare();
    if (share != null) {
      sentences.add(
          String.format(
              Locale.ROOT, "Meanwhile the other pipeline kept %.0f %% of its rate.", share * 100));
    }
    return String.join(" ", sentences);
  }

  private static void add(List<String> sentences, String sentence, @Nullable Long millis) {
    if (millis != null) {
      sentences.add(sentence.formatted(seconds(millis)));
    }
  }

  private void criteria() {
    line("");
    line("## What had to be, and what was");
    line("");
    line("| criterion | limit | measured | met |");
    line("|---|---|---|---|");
    for (Report.Criterion one : report.criteria()) {
      String met = one.met() == null ? "open" : one.met() ? "yes" : "**no**";
      line("| %s | %s | %s | %s |".formatted(one.name(), one.limit(), one.measured(), met));
    }
  }

  private void phases() {
    line("");
    line("## What happened when");
    line("");
    line("| phase | began (UTC) | took | what it is |");
    line("|---|---|---|---|");
    for (Report.Part part : report.phases()) {
      String to = part.to();
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  part.name(),
                  part.from().replaceFirst(".*T", "").replace("Z", ""),
                  to == null ? "" : seconds(millis(part.from(), to)),
                  Phase.valueOf(part.name().toUpperCase(Locale.ROOT)).meaning()));
    }
    line("");
    line("It began on %s.".formatted(report.startedAt().replaceFirst("T.*", "")));
  }

  private void accounting() {
    Accounting accounting = report.accounting();
    if (accounting == null) {
      return;
    }
    line("");
    line("## Where every message went");
    line("");
    line(
        "| pipeline | waited before | came | done | of it written | unchanged or older | set aside | wait now | missing | given back |");
    line("|---|---|---|---|---|---|---|---|---|---|");
    for (Accounting.Line one : accounting.pipelines()) {
      line(
          "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |"
              .formatted(
                  one.pipeline(),
                  count(one.waitingBefore()),
                  count(one.accepted()),
                  count(one.settled()),
                  count(one.written()),
                  count(one.unchanged()),
                  count(one.deadLettered()),
                  count(one.waitingAfter()),
                  count(one.missing()),
                  count(one.requeued())));
    }
    line("");
    line(
        "The account is %s%s."
            .formatted(
                accounting.closed() ? "closed" : "**not closed**",
                accounting.exact() ? ", to the message" : ", but not to the message"));
    line(accounting.note());
    usual(report.baseline());
  }

  private void usual(Map<String, Double> rates) {
    rates.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(rate ->
            line(
                "Before, %s did %d messages a second."
                    .formatted(rate.getKey(), Math.round(rate.getValue()))));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static long millis(String from, String to) {
    return Duration.between(Instant.parse(from), Instant.parse(to)).toMillis();
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
