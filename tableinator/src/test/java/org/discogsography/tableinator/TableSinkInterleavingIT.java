package org.discogsography.tableinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.tableinator.Messages.deletedRelease;
import static org.discogsography.tableinator.Messages.forced;
import static org.discogsography.tableinator.Messages.release;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.Version;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the order, the batches and the number of writers: of each id the message with the
 * highest version is what the table shows.
 */
@Timeout(120)
class TableSinkInterleavingIT {
  private static final int IDS = 12;
  private static final int VERSIONS = 8;

  private TestTables tables;
  private TableSink sink;

  @BeforeEach
  void open() throws Exception {
    tables = TestTables.fresh();
    sink = tables.sink(EntityType.RELEASES);
  }

  @AfterEach
  void close() {
    tables.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void oneWriterAfterTheOther(long seed) throws Exception {
    Random random = new Random(seed);
    SortedMap<Long, RecordMessage> model = new TreeMap<>();

    for (List<RecordMessage> batch : batches(history(random), random)) {
      sink.write(batch);
      batch.forEach(message -> model.merge(message.id(), message, TableSinkInterleavingIT::newer));

      assertThat(releases()).as("seed %d", seed).isEqualTo(shown(model));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15})
  void severalWritersAtOnce(long seed) throws Exception {
    Random random = new Random(seed);
    List<RecordMessage> history = history(random);
    SortedMap<Long, RecordMessage> model = new TreeMap<>();
    history.forEach(message -> model.merge(message.id(), message, TableSinkInterleavingIT::newer));
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<List<RecordMessage>> batches = batches(history, random);
      writers.add(() -> writeAll(batches));
    }

    try (ExecutorService threads = Executors.newFixedThreadPool(writers.size())) {
      for (Future<Void> done : threads.invokeAll(writers)) {
        done.get();
      }
    }

    assertThat(releases()).as("seed %d", seed).isEqualTo(shown(model));
  }

  /** Ids so few and batches so small that a deletion and an upsert of the same id often meet. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void aRecordDoesNotComeBackFromADeletionInTheSameMoment(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 1; round <= 60; round++) {
      long run = round * 10L;
      long id = random.nextInt(3) + 1;
      try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
        Future<Void> upsert =
            threads.submit(() -> writeAll(List.of(List.of(release(id, run, "older")))));
        Future<Void> delete =
            threads.submit(() -> writeAll(List.of(List.of(deletedRelease(id, run + 1)))));
        upsert.get();
        delete.get();
      }

      assertThat(tables.rows("select id from releases where id = " + id)).isEmpty();
    }
  }

  private Void writeAll(List<List<RecordMessage>> batches) throws InterruptedException {
    for (List<RecordMessage> batch : batches) {
      while (!written(batch)) {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  private boolean written(List<RecordMessage> batch) throws InterruptedException {
    try {
      sink.write(batch);
      return true;
    } catch (StoreException e) {
      assertThat(e.kind()).isEqualTo(FailureKind.CONTENTION);
      return false;
    }
  }

  /**
   * Over several dumps, for each id a message per version: new content, the content before, or a
   * deletion.
   */
  private static List<RecordMessage> history(Random random) {
    List<RecordMessage> history = new ArrayList<>();
    for (long id = 1; id <= IDS; id++) {
      String title = "t0";
      for (int i = 0; i < VERSIONS; i++) {
        // The first run of a dump is lower than the last one of the dump before.
        Version version = new Version(20260101 + i / 3, 1000 + i % 3);
        switch (random.nextInt(4)) {
          case 0 -> history.add(new Delete(EntityType.RELEASES, id, version));
          case 1 -> history.add(release(id, version, title));
          default -> {
            title = "t" + random.nextInt(3);
            history.add(release(id, version, title));
          }
        }
      }
    }
    return history;
  }

  /** Everything at least once, some of it twice or by force, in any order. */
  private static List<List<RecordMessage>> batches(List<RecordMessage> history, Random random) {
    List<RecordMessage> deliveries = new ArrayList<>(history);
    for (RecordMessage message : history) {
      switch (random.nextInt(4)) {
        case 0 -> deliveries.add(message);
        case 1 -> deliveries.add(message instanceof Upsert upsert ? forced(upsert) : message);
        default -> {}
      }
    }
    Collections.shuffle(deliveries, random);
    List<List<RecordMessage>> batches = new ArrayList<>();
    for (int from = 0; from < deliveries.size(); ) {
      int to = Math.min(deliveries.size(), from + 1 + random.nextInt(9));
      batches.add(deliveries.subList(from, to));
      from = to;
    }
    return batches;
  }

  private static RecordMessage newer(RecordMessage one, RecordMessage other) {
    return other.version().compareTo(one.version()) > 0 ? other : one;
  }

  private List<String> releases() throws SQLException {
    return tables.rows("select id, dump, run, data->>'title' from releases order by id");
  }

  private static List<String> shown(SortedMap<Long, RecordMessage> model) {
    List<String> rows = new ArrayList<>();
    for (RecordMessage message : model.values()) {
      switch (message) {
        case Upsert upsert ->
            rows.add(
                "%d %d %d %s"
                    .formatted(
                        upsert.id(),
                        upsert.version().dump(),
                        upsert.version().run(),
                        title(upsert)));
        case Delete delete -> {}
      }
    }
    return rows;
  }

  private static String title(Upsert upsert) {
    String text = Messages.text(upsert);
    return text.substring(text.lastIndexOf(":\"") + 2, text.length() - 2);
  }
}
