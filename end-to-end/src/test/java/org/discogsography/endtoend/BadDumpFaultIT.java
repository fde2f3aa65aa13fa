package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * F20: one file of a dump is bad. Nothing is deleted, the other files are ingested, and a good file
 * in its place is enough. What each looks like to the extractor alone is in its BadDumpsTest.
 */
@ExtendWith(FaultReport.class)
class BadDumpFaultIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @ParameterizedTest
  @EnumSource
  void aBadFileDeletesNothingAndHoldsUpNothing(Damage damage) throws Exception {
    FaultPlatform faults = FaultPlatform.shared();
    String name = damage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    FaultRow row = faults.row("F20 labels with " + name);
    faults.pass();
    row.awaitStored();
    Set<Long> known = row.dump().oracle().records().get(EntityType.LABELS).keySet();
    row.nextDump(dump -> faults.dumps.showDamaged(dump, damage));

    Deadline.await(
        LIMIT,
        () -> "the extractor says what is wrong: " + extraction(faults),
        () -> isSaid(damage, row, extraction(faults)));
    Deadline.await(LIMIT, () -> "the other files are ingested", () -> hasAllButLabels(faults, row));
    Deadline.await(LIMIT, () -> "nothing is on its way", () -> faults.platform.workMessages() == 0);
    Set<Long> kept =
        damage == Damage.MALFORMED_RECORD
            ? row.dump().oracle().records().get(EntityType.LABELS).keySet()
            : known;
    assertThat(faults.platform.tables().rows(EntityType.LABELS).keySet()).containsAll(kept);
    assertThat(faults.platform.graph().hashes(EntityType.LABELS).keySet()).containsAll(kept);

    faults.dumps.show(row.dump());
    row.finish();
  }

  private static JsonNode extraction(FaultPlatform faults) {
    return faults.service("extractor").health().at("/components/extraction/details");
  }

  private static boolean isSaid(Damage damage, FaultRow row, JsonNode extraction) {
    JsonNode labels = extraction.at("/types/labels");
    boolean malformed = damage == Damage.MALFORMED_RECORD;
    String file = "sample_" + row.dump().date() + "_labels.xml.gz ";
    return extraction.path("dump").asInt(0) == row.dump().date()
        && labels.path("state").asString("").equals(malformed ? "complete" : "failed")
        && labels.path("malformed").asInt(0) == (malformed ? 1 : 0)
        && labels.path("problem").asString("").startsWith(malformed ? "" : file + damage.problem());
  }

  private static boolean hasAllButLabels(FaultPlatform faults, FaultRow row) throws Exception {
    int date = row.dump().date();
    long expected = row.dump().changed() - row.dump().changed(EntityType.LABELS);
    long rows = 0;
    long nodes = 0;
    for (EntityType type : EntityType.values()) {
      if (type != EntityType.LABELS) {
        rows += faults.platform.tables().countOf(type, date);
        nodes += faults.platform.graph().countOf(type, date);
      }
    }
    return rows == expected && nodes == expected;
  }
}
