package org.discogsography.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * After each class the broker is asked whether no message is left, taken and not settled ones
 * included. Prints one table of all rows when the last test of the module has ended, writes it to
 * target/fault-matrix.txt, and ends the platform that the rows shared.
 */
final class FaultReport implements BeforeAllCallback, AfterAllCallback {
  private static final List<Line> LINES = new ArrayList<>();

  /**
   * One row that came to its end.
   *
   * @param recoveryMillis from "the server answers again" to the first commit; negative where
   *     nothing was to be measured
   * @param requeued deliveries that workers gave back; negative where one was killed, with its
   *     count
   */
  record Line(
      String name,
      Findings findings,
      long falselyDead,
      long recoveryMillis,
      long requeued,
      long records) {
    String text() {
      return "%-52s %5d %5d %6d %6d %6d %9s %9s"
          .formatted(
              name,
              findings.lost(),
              findings.duplicated(),
              findings.wrong(),
              findings.older(),
              falselyDead,
              recoveryMillis < 0 ? "-" : Long.toString(recoveryMillis),
              requeued < 0 ? "-" : String.format(Locale.ROOT, "%.2f", requeued / (2.0 * records)));
    }

    private static String head() {
      return "%-52s %5s %5s %6s %6s %6s %9s %9s"
          .formatted("row", "lost", "dupl.", "wrong", "older", "false", "recovery", "redeliv.");
    }
  }

  static void add(Line line) {
    System.out.println(Line.head() + "\n" + line.text());
    LINES.add(line);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(FaultReport.class))
        .computeIfAbsent("end", key -> new End(), End.class);
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
