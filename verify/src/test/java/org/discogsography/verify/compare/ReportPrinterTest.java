package org.discogsography.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.junit.jupiter.api.Test;

class ReportPrinterTest {
  private static final Version VERSION = new Version(20_260_101, 5);

  @Test
  void printsATableTheFirstDifferencesByIdAndAVerdict() {
    Findings tables = findings("PostgreSQL", 0);
    for (long id : List.of(9L, 3L, 7L)) {
      tables.add(new Difference(Kind.MISSING, id, null, "no row"));
    }
    Findings graph = findings("Neo4j", 4_200);
    String report = print(tables, graph);
    assertThat(report.lines().map(line -> line.strip().replaceAll(" +", " ")))
        .containsExactly(
            "type store expected found missing extra different content newer relations"
                + " relationships found",
            "labels PostgreSQL 1,203 1,200 3 0 0 0 0 0",
            "labels Neo4j 1,203 1,200 0 0 0 0 0 0 4,200 4,200",
            "labels 3 in PostgreSQL: missing, no row",
            "labels 7 in PostgreSQL: missing, no row",
            "",
            "The stores are not equal to the labels of the dump of 20260101; nothing else was"
                + " compared.");
  }

  private static String print(Findings... stores) {
    StringWriter text = new StringWriter();
    TypeReport report =
        new TypeReport(EntityType.LABELS, 1_203, 4_200, 0, 0, VERSION, true, List.of(stores));
    new ReportPrinter(new PrintWriter(text)).print(VERSION.dump(), List.of(report));
    return text.toString();
  }

  private static Findings findings(String store, long links) {
    Findings findings = new Findings(store, 2);
    Digests digests = new Digests();
    digests.add(Part.RECORDS, 0, 1_200);
    digests.add(Part.LINKS, 0, links);
    findings.scanned(digests);
    return findings;
  }
}
