package org.discogsography.dashboard.rehearsal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The charts of a report, and in words what a line cannot show: Mermaid's have no holes. */
final class MarkdownCharts {
  private final Report report;
  private final Curve.Points points;
  private final StringBuilder text = new StringBuilder();

  private MarkdownCharts(Report report, Curve.Points points) {
    this.report = report;
    this.points = points;
  }

  /** Empty where there is no line to draw. */
  static String of(Report report) {
    Curve.Points points = report.chart();
    return points == null || points.seconds().size() < 2
        ? ""
        : new MarkdownCharts(report, points).write();
  }

  private String write() {
    line("");
    line("## How many messages waited");
    outage();
    points.waiting().forEach(this::chart);
    return text.toString();
  }

  private void outage() {
    Long began = second(Phase.OUTAGE);
    Long ended = second(Phase.RECOVERY);
    if (began != null) {
      String end = ended == null ? "" : " and ended at second " + ended;
      line("");
      line("The outage began at second %d%s of the charts.".formatted(began, end));
    }
  }

  /** When a phase began; null where there was none. */
  private @Nullable Long second(Phase phase) {
    return report.phases().stream()
        .filter(part -> part.name().equals(phase.title()))
        .map(
            part -> Duration.between(Instant.parse(report.startedAt()), Instant.parse(part.from())))
        .map(Duration::toSeconds)
        .findFirst()
        .orElse(null);
  }

  private void chart(String pipeline, List<@Nullable Long> waiting) {
    List<Long> line = withoutHoles(waiting);
    long most = line.stream().mapToLong(Long::longValue).max().orElse(0);
    line("");
    line("```mermaid");
    line("xychart-beta");
    line("  title \"Messages waiting for %s\"".formatted(pipeline));
    line(
        "  x-axis \"seconds\" %d --> %d"
            .formatted(points.seconds().getFirst(), points.seconds().getLast()));
    line("  y-axis \"messages\" 0 --> %d".formatted(Math.max(10, most)));
    line("  line %s".formatted(line));
    line("```");
    List<String> holes = holes(waiting);
    if (!holes.isEmpty()) {
      line("");
      line(
          "Nobody knew the number %s: the line keeps what was told last."
              .formatted(String.join(" and ", holes)));
    }
  }

  /** What was known last goes on. */
  private static List<Long> withoutHoles(List<@Nullable Long> waiting) {
    List<Long> line = new ArrayList<>();
    long last = 0;
    for (Long known : waiting) {
      last = Objects.requireNonNullElse(known, last);
      line.add(last);
    }
    return line;
  }

  private List<String> holes(List<@Nullable Long> waiting) {
    List<String> holes = new ArrayList<>();
    for (int i = 0; i < waiting.size(); i++) {
      int from = i;
      while (i < waiting.size() && waiting.get(i) == null) {
        i++;
      }
      if (i > from) {
        holes.add(
            "from second %d to second %d"
                .formatted(points.seconds().get(from), points.seconds().get(i - 1)));
      }
    }
    return holes;
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
