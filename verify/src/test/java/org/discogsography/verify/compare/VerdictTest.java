package org.discogsography.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.messages.EntityType.ARTISTS;
import static org.discogsography.messages.EntityType.LABELS;
import static org.discogsography.messages.EntityType.MASTERS;

import java.util.List;
import java.util.stream.Stream;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final Version VERSION = new Version(20_260_101, 5);

  private final Findings tables = new Findings("PostgreSQL", 2);
  private final Findings graph = new Findings("Neo4j", 2);

  @Test
  void saysThatBothStoresAreEqual() {
    assertThat(of(List.of(tables, graph), EntityType.values()))
        .isEqualTo("Both stores hold exactly the dump of 20260101.");
  }

  @Test
  void saysThatTheyAreNot() {
    graph.add(new Difference(Kind.MISSING, 3, null, "no node"));
    assertThat(of(List.of(tables, graph), EntityType.values()))
        .isEqualTo("The stores are not equal to the dump of 20260101.");
  }

  @Test
  void namesTheTypesWhereNotAllWereCompared() {
    assertThat(of(List.of(tables, graph), ARTISTS))
        .isEqualTo(
            "Both stores hold exactly the artists of the dump of 20260101;"
                + " nothing else was compared.");
    assertThat(of(List.of(tables, graph), ARTISTS, LABELS, MASTERS))
        .contains("exactly the artists, labels and masters of the dump");
  }

  @Test
  void namesTheStoreWhereOnlyOneWasCompared() {
    assertThat(of(List.of(tables), EntityType.values()))
        .isEqualTo("PostgreSQL holds exactly the dump of 20260101; nothing else was compared.");
    tables.add(new Difference(Kind.MISSING, 3, null, "no row"));
    assertThat(of(List.of(tables), LABELS))
        .isEqualTo(
            "PostgreSQL is not equal to the labels of the dump of 20260101;"
                + " nothing else was compared.");
  }

  private static String of(List<Findings> stores, EntityType... types) {
    return Verdict.of(
        VERSION.dump(),
        Stream.of(types)
            .map(type -> new TypeReport(type, 1, 1, 0, 0, VERSION, true, stores))
            .toList());
  }
}
