package org.discogsography.verify.compare;

import java.io.PrintWriter;
import java.util.List;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;

/** Reports for people. */
public final class ReportPrinter {
  private final PrintWriter out;

  public ReportPrinter(PrintWriter out) {
    this.out = out;
  }

  /** The table, the first differences, and one closing line. */
  public void print(int dump, List<TypeReport> reports) {
    row(
        "type",
        "store",
        "expected",
        "found",
        "missing",
        "extra",
        "different",
        "content",
        "newer",
        "relations",
        "relationships",
        "found");
    reports.forEach(this::print);
    reports.forEach(this::printDifferences);
    out.println();
    out.println(Verdict.of(dump, reports));
    out.flush();
  }

  private void print(TypeReport report) {
    for (Findings store : report.stores()) {
      boolean graph = store.links() > 0 || store.store().equals("Neo4j");
      row(
          report.type().plural(),
          store.store(),
          number(report.records()),
          number(store.records()),
          number(store.count(Kind.MISSING)),
          number(store.count(Kind.EXTRA)),
          number(store.count(Kind.DIFFERENT)),
          number(store.count(Kind.CONTENT)),
          number(store.count(Kind.NEWER)),
          number(store.count(Kind.RELATIONSHIPS)),
          graph ? number(report.links()) : "",
          graph ? number(store.links()) : "");
    }
    if (report.malformed() > 0) {
      out.printf(
          "%,d records of %s are malformed or repeated; the extractor leaves them out.%n",
          report.malformed(), report.type().plural());
    }
    if (report.withoutId() > 0) {
      out.printf(
          "%,d of them have no legible id, so an extra record may be one of them.%n",
          report.withoutId());
    }
  }

  private void row(Object... cells) {
    out.printf("%-9s %-10s %12s %12s %9s %9s %9s %9s %9s %9s %14s %14s%n", cells);
  }

  private static String number(long number) {
    return "%,d".formatted(number);
  }

  private void printDifferences(TypeReport report) {
    for (Findings store : report.stores()) {
      for (Difference each : store.first()) {
        out.printf(
            "%s %d in %s: %s, %s%n",
            report.type().plural(),
            each.id(),
            store.store(),
            each.kind().text(),
            Printable.of(each.detail()));
      }
    }
  }
}
