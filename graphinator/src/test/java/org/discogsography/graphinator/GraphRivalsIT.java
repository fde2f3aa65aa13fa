package org.discogsography.graphinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.Version;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Writers that know nothing of each other. */
@Timeout(180)
class GraphRivalsIT {
  private static final int IDS = 20;
  private static final int WRITERS = 4;
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

  @Test
  void theOlderVersionNeverWins() throws Exception {
    int versions = 12;
    GraphModel model = new GraphModel();
    List<List<GraphChange>> batches = new ArrayList<>();
    for (int version = 1; version <= versions; version++) {
      batches.add(releases(version));
      model.apply(EntityType.RELEASES, batches.getLast());
    }
    writeAtOnce(batches);
    assertEqual(model, "versions");
  }

  @Test
  void norDoesItAmongDeletionsAndForcedRecords() throws Exception {
    for (long seed = 1; seed <= 2; seed++) {
      graph.clear();
      List<List<GraphChange>> batches = random(seed);
      GraphModel model = new GraphModel();
      batches.forEach(batch -> model.apply(EntityType.RELEASES, batch));
      writeAtOnce(batches);
      assertEqual(model, "seed " + seed);
    }
  }

  @Test
  void aWriterThatWaitsForALockSeesWhatTheOtherCommitted() throws Exception {
    GraphWriter writer = new GraphWriter(NodeKind.RELEASE);
    CountDownLatch newerIsWritten = new CountDownLatch(1);
    CountDownLatch commit = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      graph.sink(EntityType.RELEASES).write(releases(1));
      Future<Integer> newer =
          threads.submit(() ->
              graph
                  .driver()
                  .write(transaction -> {
                    int written = writer.write(transaction, Batch.of(releases(3)));
                    newerIsWritten.countDown();
                    await(commit);
                    return written;
                  }));
      assertThat(newerIsWritten.await(30, TimeUnit.SECONDS)).isTrue();
      Future<Integer> older =
          threads.submit(() -> graph.rival(EntityType.RELEASES).write(releases(2)).written());
      awaitBlockedTransaction();
      commit.countDown();
      assertThat(newer.get(30, TimeUnit.SECONDS)).isEqualTo(IDS);
      assertThat(older.get(30, TimeUnit.SECONDS)).isZero();
    }
    assertThat(graph.nodes().get("Release:1")).containsEntry("dump", 20260003L);
    assertThat(graph.edges())
        .contains("Release:1 BY Artist:103")
        .doesNotContain("Release:1 BY Artist:102");
  }

  @Test
  void severalServicesMayCreateTheSchemaAtOnce() throws Exception {
    for (String name :
        graph.query("SHOW CONSTRAINTS YIELD name").stream()
            .map(row -> row.get("name").asString())
            .toList()) {
      graph.driver().write(t -> t.run("DROP CONSTRAINT " + name).consume());
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(
            threads.submit(() -> {
              new GraphSchema(graph.driver(), types -> {}).ensure();
              return null;
            }));
      }
      for (Future<?> each : all) {
        each.get(120, TimeUnit.SECONDS);
      }
    }
    assertThat(graph.constraints())
        .containsExactly(
            "Artist.id", "Genre.name", "Label.id", "Master.id", "Release.id", "Style.name");
  }

  /** Several writers, each with all batches, in an order of its own. */
  private static void writeAtOnce(List<List<GraphChange>> batches) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        List<List<GraphChange>> own = new ArrayList<>(batches);
        Collections.shuffle(own, new Random(writer));
        all.add(threads.submit(() -> writeAll(own)));
      }
      for (Future<?> each : all) {
        each.get(150, TimeUnit.SECONDS);
      }
    }
  }

  /** Which stubs there are depends on the order. */
  private static void assertEqual(GraphModel model, String what) throws InterruptedException {
    assertThat(graph.edges()).as(what).isEqualTo(model.edges());
    Map<String, Map<String, Object>> expected = model.nodes();
    expected.keySet().removeIf(key -> !key.startsWith("Release:"));
    assertThat(graph.nodes()).as(what).containsAllEntriesOf(expected);
  }

  private static List<List<GraphChange>> random(long seed) {
    RandomChanges changes = new RandomChanges(seed);
    List<List<GraphChange>> batches = new ArrayList<>();
    for (int batch = 0; batch < 25; batch++) {
      List<GraphChange> some = new ArrayList<>();
      for (int i = changes.size(); i > 0; i--) {
        some.add(changes.next(EntityType.RELEASES));
      }
      batches.add(some);
    }
    return batches;
  }

  private static Void writeAll(List<List<GraphChange>> batches) throws InterruptedException {
    GraphSink sink = graph.rival(EntityType.RELEASES);
    for (List<GraphChange> batch : batches) {
      boolean done = false;
      while (!done) {
        try {
          sink.write(batch);
          done = true;
        } catch (StoreException e) {
          assertThat(e.kind()).isEqualTo(FailureKind.CONTENTION);
        }
      }
    }
    return null;
  }

  private static List<GraphChange> releases(int version) {
    List<GraphChange> changes = new ArrayList<>();
    for (long id = 1; id <= IDS; id++) {
      String json =
          """
          {"id":%d,"artists":[{"id":%d},{"id":%d}],"title":"Version %d","genres":["Rock"]}\
          """
              .formatted(id, 100 + version, 200 + version % 3, version);
      changes.add(Messages.put(EntityType.RELEASES, id, new Version(20260000 + version, 1), json));
    }
    return changes;
  }

  private static void awaitBlockedTransaction() throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    String blocked =
        "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n";
    while (graph.query(blocked).getFirst().get("n").asLong() == 0) {
      assertThat(System.nanoTime()).as("the older write never waited").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
