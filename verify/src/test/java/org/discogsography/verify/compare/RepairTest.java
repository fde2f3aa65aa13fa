package org.discogsography.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.verify.compare.Repair.Outcome;
import org.discogsography.verify.digest.Digests;
import org.discogsography.verify.digest.Part;
import org.discogsography.verify.store.Difference;
import org.discogsography.verify.store.Kind;
import org.junit.jupiter.api.Test;

class RepairTest {
  private static final Version DUMP = new Version(20_260_101, 500);
  private static final List<SinkName> SINKS = List.of(SinkName.TABLEINATOR, SinkName.GRAPHINATOR);

  private final List<OutboundMessage> sent = new ArrayList<>();
  private final Findings tables = findings("PostgreSQL", 1_000);
  private final Findings graph = findings("Neo4j", 1_000);
  private boolean verified = true;
  private double share = 0.1;

  @Test
  void whatIsMissingOrWrongInAnyStoreIsAskedForOnce() throws Exception {
    tables.add(new Difference(Kind.MISSING, 5, null, ""));
    tables.add(new Difference(Kind.CONTENT, 9, DUMP, ""));
    graph.add(new Difference(Kind.MISSING, 5, null, ""));
    assertThat(repair(0)).isEqualTo(new Outcome(2, 0, 0));
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().routingKey()).isEqualTo("discogsography.requests");
    assertThat(new String(sent.getFirst().body(), StandardCharsets.US_ASCII)).isEqualTo("5\n9\n");
  }

  @Test
  void anExtraRecordIsDeletedInItsStoreOnlyWithALaterVersion() throws Exception {
    tables.add(new Difference(Kind.EXTRA, 3, new Version(20_251_201, 9), ""));
    graph.add(new Difference(Kind.EXTRA, 4, new Version(20_260_101, 500), ""));
    assertThat(repair(0)).isEqualTo(new Outcome(0, 2, 0));
    assertThat(sent)
        .extracting(OutboundMessage::routingKey)
        .containsExactly(
            "discogsography.requests",
            "discogsography.tableinator.artists",
            "discogsography.graphinator.artists");
    assertThat(new String(sent.getFirst().body(), StandardCharsets.US_ASCII)).isEqualTo("3\n4\n");
    sent.removeFirst();
    assertThat(sent).allMatch(message -> message.exchange().isEmpty());
    assertThat(sent)
        .extracting(message -> message.properties().headers().get("run"))
        .containsExactly(500L, 501L);
  }

  @Test
  void whatIsNewerThanTheDumpIsLeftAlone() throws Exception {
    tables.add(new Difference(Kind.NEWER, 3, new Version(20_990_101, 9), ""));
    assertThat(repair(0)).isEqualTo(new Outcome(0, 0, 0));
    assertThat(sent).isEmpty();
  }

  @Test
  void neitherATenthOfATableIsDeletedNorWhatMayBeInTheDump() throws Exception {
    tables.add(new Difference(Kind.EXTRA, 3, DUMP, ""));
    assertThat(repair(1)).isEqualTo(new Outcome(0, 0, 1));
    for (int id = 10; id < 150; id++) {
      tables.add(new Difference(Kind.EXTRA, id, DUMP, ""));
    }
    assertThat(repair(0)).isEqualTo(new Outcome(0, 0, 141));
    assertThat(sent).isEmpty();
  }

  @Test
  void whatIsDeletedIsAskedForFirstSoThatTheExtractorForgetsThatItWasSent() throws Exception {
    share = 1;
    for (int id = 1; id <= 1_000; id++) {
      tables.add(new Difference(Kind.EXTRA, id, DUMP, ""));
    }
    graph.add(new Difference(Kind.EXTRA, 1_001, DUMP, ""));
    assertThat(repair(0)).isEqualTo(new Outcome(0, 1_001, 0));
    assertThat(sent)
        .extracting(OutboundMessage::routingKey)
        .startsWith(
            "discogsography.requests",
            "discogsography.requests",
            "discogsography.tableinator.artists")
        .hasSize(1_003);
    assertThat(new String(sent.get(1).body(), StandardCharsets.US_ASCII)).isEqualTo("1001\n");
  }

  @Test
  void aDumpThatNoListOfChecksumsNamesDeletesNothing() throws Exception {
    verified = false;
    tables.add(new Difference(Kind.EXTRA, 3, DUMP, ""));
    assertThat(repair(0)).isEqualTo(new Outcome(0, 0, 1));
    assertThat(sent).isEmpty();
  }

  @Test
  void theShareIsOfAllExtraRecordsAndNotOfThoseThatAreKept() throws Exception {
    Findings many = findings("PostgreSQL", 1_500_000);
    for (int id = 1; id <= 200_000; id++) {
      many.add(new Difference(Kind.EXTRA, id, DUMP, ""));
    }
    TypeReport report =
        new TypeReport(EntityType.ARTISTS, 1_300_000, 0, 0, 0, DUMP, true, List.of(many, graph));
    assertThat(new Repair(sent::addAll, Clock.systemUTC(), 0.1).run(report, SINKS))
        .isEqualTo(new Outcome(0, 0, 200_000));
    assertThat(sent).isEmpty();
  }

  private Outcome repair(long withoutId) throws InterruptedException {
    TypeReport report =
        new TypeReport(
            EntityType.ARTISTS,
            1_000,
            0,
            withoutId,
            withoutId,
            DUMP,
            verified,
            List.of(tables, graph));
    return new Repair(sent::addAll, Clock.systemUTC(), share).run(report, SINKS);
  }

  private static Findings findings(String store, long records) {
    Findings findings = new Findings(store, 10);
    Digests digests = new Digests();
    digests.add(Part.RECORDS, 0, records);
    findings.scanned(digests);
    return findings;
  }
}
