package org.discogsography.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.opentest4j.TestAbortedException;

/**
 * Says how a row that failed is run again. After each class the broker is asked whether no message
 * is left, taken and not settled ones included. Prints one table of all rows when the last test of
 * the module has ended, writes it to target/fault-matrix.txt, and ends the platform that the rows
 * shared.
 */
final class FaultReport implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
  private static final List<Line> LINES = new ArrayList<>();
  private static final List<Long> RECOVERIES = new ArrayList<>();

  /**
   * One row that came to its end.
   *
   * @param recoveryMillis from "the server answers again" to the first commit; negative where
   *     nothing was to be measured
   * @param requeued deliveries that workers gave back
   * @param contention transactions that a deadlock or a lock timeout ended
   */
  record Line(
      String name,
      Findings findings,
      long falselyDead,
      long recoveryMillis,
      long requeued,
      long contention,
      long records) {
    String text() {
      return "%-52s %5d %5d %6d %6d %6d %9s %9s %9s"
          .formatted(
              name,
              findings.lost(),
              findings.duplicated(),
              findings.wrong(),
              findings.older(),
              falselyDead,
              recoveryMillis < 0 ? "-" : Long.toString(recoveryMillis),
              String.format(Locale.ROOT, "%.2f", requeued / (2.0 * records)),
              contention);
    }

    private static String total() {
      return "%-52s %5d %5d %6d %6d %6d"
          .formatted(
              "all " + LINES.size() + " rows, seed " + Seed.value(),
              sum(line -> line.findings.lost()),
              sum(line -> line.findings.duplicated()),
              sum(line -> line.findings.wrong()),
              sum(line -> line.findings.older()),
              sum(Line::falselyDead));
    }

    private static long sum(ToLongFunction<Line> column) {
      return LINES.stream().mapToLong(column).sum();
    }

    private static String head() {
      return "%-52s %5s %5s %6s %6s %6s %9s %9s %9s"
          .formatted(
              "row",
              "lost",
              "dupl.",
              "wrong",
              "older",
              "false",
              "recovery",
              "redeliv.",
              "deadlocks");
    }
  }

  static void add(Line line) {
    System.out.println(Line.head() + "\n" + line.text());
    LINES.add(line);
  }

  /** From the end of one fault to the first commit; a row may have several. */
  static void recovered(long millis) {
    RECOVERIES.add(millis);
  }

  private static String recoveries() {
    List<Long> sorted = RECOVERIES.stream().sorted().toList();
    return "recovery of %d faults: p50 %d ms, p99 %d ms, worst %d ms"
        .formatted(
            sorted.size(), percentile(sorted, 50), percentile(sorted, 99), percentile(sorted, 100));
  }

  private static long percentile(List<Long> sorted, int percent) {
    int rank = Math.ceilDiv(sorted.size() * percent, 100);
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, rank - 1));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(FaultReport.class))
        .computeIfAbsent("end", key -> new End(), End.class);
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    String test =
        context.getRequiredTestClass().getSimpleName()
            + "#"
            + context.getRequiredTestMethod().getName();
    switch (context.getExecutionException().orElse(null)) {
      case null -> {}
      case TestAbortedException skipped ->
          System.out.println("row skipped: " + test + ": " + skipped.getMessage());
      default ->
          System.out.printf(
              "row failed; again, alone: scripts/soak --rows '%s' --seed %d%s%n",
              test, Seed.value(), minutes());
    }
  }

  private static String minutes() {
    String set = System.getProperty("faults.minutes");
    return set == null ? "" : " --minutes " + set;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    FaultPlatform.requireNoMessages();
  }

  private record End() implements AutoCloseable {
    @Override
    public void close() {
      FaultPlatform.closeShared();
      List<String> table = new ArrayList<>();
      table.add(Line.head());
      LINES.forEach(line -> table.add(line.text()));
      table.add(Line.total());
      table.add(recoveries());
      System.out.println(String.join("\n", table));
      try {
        Path target = ServiceProcess.projectRoot().resolve("end-to-end").resolve("target");
        Files.write(Files.createDirectories(target).resolve("fault-matrix.txt"), table);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
