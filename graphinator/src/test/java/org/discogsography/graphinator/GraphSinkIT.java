package org.discogsography.graphinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.Version;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.worker.Written;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GraphSinkIT {
  private static final Version FIRST = new Version(20260401, 10);
  private static final Version SECOND = new Version(20260501, 5);
  private static TestGraph graph;

  @BeforeAll
  static void open() {
    graph = new TestGraph(TestServers.neo4j());
  }

  @AfterAll
  static void close() {
    graph.close();
  }

  @BeforeEach
  void clear() throws InterruptedException {
    graph.clear();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void equalsAModelAfterRandomVersionsDeletionsAndReplays(long seed) throws InterruptedException {
    RandomChanges random = new RandomChanges(seed);
    GraphModel model = new GraphModel();
    for (int step = 0; step < 60; step++) {
      EntityType type = random.type();
      List<GraphChange> batch = new ArrayList<>();
      for (int i = random.size(); i > 0; i--) {
        batch.add(random.next(type));
      }
      model.apply(type, batch);
      Written written = graph.sink(type).write(batch);
      assertThat(written.written() + written.unchanged()).isEqualTo(batch.size());
    }
    assertThat(graph.nodes()).isEqualTo(model.nodes());
    assertThat(graph.edges()).isEqualTo(model.edges());
  }

  @Test
  void theSameMessageTwiceChangesNothing() throws InterruptedException {
    List<GraphChange> batch = List.of(release(FIRST, "A", 1), artist(1, FIRST, "X"));
    graph.sink(EntityType.RELEASES).write(batch.subList(0, 1));
    Map<String, String> before = graph.writeTimes();
    Written again = graph.sink(EntityType.RELEASES).write(batch.subList(0, 1));
    assertThat(again).isEqualTo(new Written(0, 1));
    assertThat(graph.writeTimes()).isEqualTo(before);
    assertThat(graph.edges()).containsExactly("Release:1 BY Artist:1");
  }

  @Test
  void aLaterVersionWithTheSameHashOnlyRaisesTheVersion() throws InterruptedException {
    graph.sink(EntityType.RELEASES).write(List.of(release(FIRST, "A", 1)));
    Map<String, String> before = graph.writeTimes();
    assertThat(graph.sink(EntityType.RELEASES).write(List.of(release(SECOND, "A", 1))))
        .isEqualTo(new Written(0, 1));
    assertThat(graph.writeTimes()).isEqualTo(before);
    Version between = new Version(20260415, 1);
    assertThat(graph.sink(EntityType.RELEASES).write(List.of(release(between, "B", 2))).written())
        .isZero();
    assertThat(graph.nodes().get("Release:1")).containsEntry("title", "A");
    assertThat(graph.nodes().get("Release:1")).containsEntry("dump", 20260501L);
  }

  @Test
  void aChangedRecordReplacesItsOwnRelationshipsAndNobodyElses() throws InterruptedException {
    graph.sink(EntityType.ARTISTS).write(List.of(artist(1, FIRST, "X")));
    graph.sink(EntityType.RELEASES).write(List.of(release(FIRST, "A", 1)));
    graph.sink(EntityType.ARTISTS).write(List.of(artist(1, SECOND, "Y")));
    assertThat(graph.edges())
        .containsExactly("Artist:1 ALIAS_OF Artist:1", "Release:1 BY Artist:1");
    graph.sink(EntityType.RELEASES).write(List.of(release(SECOND, "B", 2)));
    assertThat(graph.edges())
        .containsExactly("Artist:1 ALIAS_OF Artist:1", "Release:1 BY Artist:2");
  }

  @Test
  void aDeletionLeavesAStubThatKeepsTheVersion() throws InterruptedException {
    GraphSink sink = graph.sink(EntityType.RELEASES);
    sink.write(List.of(release(FIRST, "A", 1)));
    assertThat(sink.write(List.of(Messages.remove(EntityType.RELEASES, 1, SECOND))))
        .isEqualTo(new Written(1, 0));
    sink.write(List.of(release(new Version(20260415, 1), "late", 3)));
    assertThat(graph.nodes().get("Release:1"))
        .isEqualTo(Map.of("id", 1L, "dump", 20260501L, "run", 5L));
    assertThat(graph.edges()).isEmpty();
  }

  @Test
  void aForcedRecordIsMendedAlthoughItsHashAndVersionAreTheSame() throws InterruptedException {
    GraphSink sink = graph.sink(EntityType.RELEASES);
    Upsert upsert = releaseMessage(FIRST, "A", 1);
    sink.write(List.of(Messages.change(upsert)));
    graph
        .driver()
        .write(transaction ->
            transaction
                .run("MATCH (r:Release {id: 1})-[b:BY]->() SET r.title = 'broken' DELETE b")
                .consume());
    assertThat(sink.write(List.of(Messages.change(upsert))).written()).isZero();
    assertThat(sink.write(List.of(Messages.change(Messages.forced(upsert)))).written()).isOne();
    assertThat(graph.nodes().get("Release:1")).containsEntry("title", "A");
    assertThat(graph.edges()).containsExactly("Release:1 BY Artist:1");
  }

  @Test
  void aNameOf40KilobytesIsNoFailureWhereNothingIndexesIt() throws InterruptedException {
    String name = "n".repeat(40_000);
    graph.sink(EntityType.ARTISTS).write(List.of(artist(1, FIRST, name)));
    assertThat(graph.nodes().get("Artist:1")).containsEntry("name", name);
  }

  @Test
  void aGenreOf40KilobytesIsBadDataAndNothingOfItsBatchIsWritten() throws InterruptedException {
    GraphSink sink = graph.sink(EntityType.RELEASES);
    String json = "{\"id\":2,\"title\":\"T\",\"genres\":[\"" + "g".repeat(40_000) + "\"]}";
    GraphChange bad = Messages.put(EntityType.RELEASES, 2, FIRST, json);
    assertThatThrownBy(() -> sink.write(List.of(release(FIRST, "A", 1), bad)))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.DATA));
    assertThat(graph.nodes()).isEmpty();
    sink.trySample(bad);
    sink.write(List.of(release(FIRST, "A", 1)));
    assertThat(graph.nodes()).containsKey("Release:1");
  }

  @ParameterizedTest
  @EnumSource(EntityType.class)
  void aSampleLeavesNoTrace(EntityType type) throws InterruptedException {
    graph.sink(type).trySample(Messages.remove(type, 1, FIRST));
    assertThat(graph.nodes()).isEmpty();
  }

  @Test
  void nulAndOtherOddCharactersArriveAsTheyAre() throws InterruptedException {
    graph
        .sink(EntityType.ARTISTS)
        .write(
            List.of(
                Messages.put(
                    EntityType.ARTISTS,
                    1,
                    FIRST,
                    "{\"id\":1,\"name\":\"a\\u0000b\\ud83c\\udfb5\"}")));
    assertThat(graph.nodes().get("Artist:1")).containsEntry("name", "a\0b🎵");
  }

  private static GraphChange artist(long id, Version version, String name) {
    return Messages.put(
        EntityType.ARTISTS,
        id,
        version,
        "{\"id\":%1$d,\"name\":\"%2$s\",\"aliases\":[{\"id\":%1$d},{\"id\":%1$d}]}"
            .formatted(id, name));
  }

  private static GraphChange release(Version version, String title, long artist) {
    return Messages.change(releaseMessage(version, title, artist));
  }

  private static Upsert releaseMessage(Version version, String title, long artist) {
    return Messages.upsert(
        EntityType.RELEASES,
        1,
        version,
        "{\"id\":1,\"artists\":[{\"id\":%d}],\"title\":\"%s\"}".formatted(artist, title));
  }
}
