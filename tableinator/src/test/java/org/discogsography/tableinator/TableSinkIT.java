package org.discogsography.tableinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.tableinator.Messages.deletedRelease;
import static org.discogsography.tableinator.Messages.forced;
import static org.discogsography.tableinator.Messages.release;
import static org.discogsography.tableinator.Messages.upsert;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.Version;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.postgres.ResilientPostgresPool;
import org.discogsography.resilience.worker.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class TableSinkIT {
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
  @EnumSource(EntityType.class)
  void writesARecordOfEachTypeWithItsHashAndVersion(EntityType type) throws Exception {
    Upsert message = upsert(type, 7, 1, "{\"id\":7,\"name\":\"a \\u00e9 \\\"b\\\"\",\"x\":[1.50]}");

    Written written = tables.sink(type).write(List.of(message));

    assertThat(written).isEqualTo(new Written(1, 0));
    assertThat(
            tables.rows(
                "select id, dump, run, data->>'name', data->'x', sha256 = sha256('%s'::bytea) from %s"
                    .formatted(hex(message), type.plural())))
        .containsExactly("7 20260101 1 a é \"b\" [1.50] t");
  }

  @Test
  void theSameMessageTwiceChangesNothing() throws Exception {
    List<RecordMessage> batch = List.of(release(1, 1, "a"), release(2, 1, "b"));
    sink.write(batch);
    List<String> before = tables.rows("select *, xmin from releases order by id");

    assertThat(sink.write(batch)).isEqualTo(new Written(0, 2));

    assertThat(tables.rows("select *, xmin from releases order by id")).isEqualTo(before);
  }

  @Test
  void aLaterVersionWithTheSameHashOnlyRaisesTheVersion() throws Exception {
    sink.write(List.of(release(1, 1, "a")));
    List<String> before = tables.rows("select updated_at, data from releases");

    assertThat(sink.write(List.of(release(1, 5, "a")))).isEqualTo(new Written(0, 1));

    assertThat(tables.rows("select updated_at, data from releases")).isEqualTo(before);
    assertThat(sink.write(List.of(release(1, 4, "in between")))).isEqualTo(new Written(0, 1));
    assertThat(tables.releases()).containsExactly("1 5 a");
  }

  @Test
  void anOlderVersionNeverOverwritesANewer() throws Exception {
    sink.write(List.of(release(1, 2, "new")));

    assertThat(sink.write(List.of(release(1, 1, "old")))).isEqualTo(new Written(0, 1));

    assertThat(tables.releases()).containsExactly("1 2 new");
  }

  @Test
  void theDumpCountsBeforeTheRun() throws Exception {
    byte[] body = "{\"id\":1,\"title\":\"next month\"}".getBytes(StandardCharsets.UTF_8);
    sink.write(
        List.of(
            new Upsert(
                EntityType.RELEASES,
                1,
                new Version(20_260_201, 1),
                RecordMessageCodec.sha256(body),
                false,
                body)));

    sink.write(List.of(release(1, 999, "this month"), deletedRelease(1, 999)));

    assertThat(tables.releases()).containsExactly("1 1 next month");
  }

  @Test
  void aLaterVersionReplacesTheData() throws Exception {
    sink.write(List.of(release(1, 1, "old")));

    assertThat(sink.write(List.of(release(1, 2, "new")))).isEqualTo(new Written(1, 0));

    assertThat(tables.releases()).containsExactly("1 2 new");
  }

  @Test
  void aTombstoneHoldsAgainstWhatIsNotLater() throws Exception {
    sink.write(List.of(release(1, 1, "a"), release(2, 1, "b")));

    assertThat(sink.write(List.of(deletedRelease(1, 3), deletedRelease(9, 3))))
        .isEqualTo(new Written(1, 1));
    assertThat(
            sink.write(List.of(release(1, 2, "late"), release(1, 3, "same"), release(9, 1, "c"))))
        .isEqualTo(new Written(0, 3));

    assertThat(tables.releases()).containsExactly("2 1 b");
    sink.write(List.of(release(1, 4, "again")));
    assertThat(tables.releases()).containsExactly("1 4 again", "2 1 b");
  }

  @Test
  void anOlderDeleteLeavesANewerRecord() throws Exception {
    sink.write(List.of(release(1, 2, "new")));

    assertThat(sink.write(List.of(deletedRelease(1, 1)))).isEqualTo(new Written(0, 1));

    assertThat(tables.releases()).containsExactly("1 2 new");
  }

  @Test
  void tombstonesOfOneTypeAreNoneOfAnother() throws Exception {
    sink.write(List.of(deletedRelease(1, 9)));

    tables.sink(EntityType.MASTERS).write(List.of(upsert(EntityType.MASTERS, 1, 1, "{\"id\":1}")));

    assertThat(tables.rows("select id from masters")).containsExactly("1");
  }

  @Test
  void forceMendsARowOfTheSameVersion() throws Exception {
    Upsert message = release(1, 1, "right");
    sink.write(List.of(message));
    tables.execute("update releases set data = '{\"id\":1,\"title\":\"wrong\"}'");

    assertThat(sink.write(List.of(forced(message)))).isEqualTo(new Written(1, 0));
    assertThat(sink.write(List.of(forced(release(1, 0, "older"))))).isEqualTo(new Written(0, 1));

    assertThat(tables.releases()).containsExactly("1 1 right");
  }

  @Test
  void forceMendsARowAlsoWhenALaterVersionWithTheSameHashIsInTheBatch() throws Exception {
    Upsert message = release(1, 1, "right");
    sink.write(List.of(message));
    tables.execute("update releases set data = '{\"id\":1,\"title\":\"wrong\"}'");

    sink.write(List.of(forced(message), release(1, 2, "right")));

    assertThat(tables.releases()).containsExactly("1 2 right");
  }

  @Test
  void oneBatchMayHoldEverything() throws Exception {
    sink.write(List.of(release(3, 1, "c"), release(4, 1, "d")));

    Written written =
        sink.write(
            List.of(
                release(9, 1, "i"),
                release(1, 2, "a2"),
                deletedRelease(3, 2),
                release(1, 1, "a1"),
                forced(release(4, 1, "forced")),
                deletedRelease(1, 1),
                release(2, 1, "b")));

    assertThat(written).isEqualTo(new Written(5, 2));
    assertThat(tables.releases()).containsExactly("1 2 a2", "2 1 b", "4 1 forced", "9 1 i");
  }

  @Test
  void aTableThatWasDroppedIsSystemicOnceAndCreatedAgain() throws Exception {
    sink.write(List.of(release(1, 1, "a")));
    tables.execute("drop table releases");

    StoreException failure = failure(release(1, 1, "a"));
    assertThat(failure.kind()).isEqualTo(FailureKind.SYSTEMIC);
    assertThat(failure.code()).isEqualTo("42P01");
    sink.awaitAvailable();

    assertThat(sink.write(List.of(release(1, 1, "a")))).isEqualTo(new Written(1, 0));
  }

  @Test
  void severalServicesMayCreateTheSchemaAtOnce() throws Exception {
    List<ResilientPostgresPool> pools = new ArrayList<>();
    List<Callable<Void>> starts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ResilientPostgresPool pool = tables.open();
      pools.add(pool);
      starts.add(() -> {
        pool.awaitAvailable();
        new Schema(pool, types -> {}).ensure();
        return null;
      });
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      for (Future<Void> done : threads.invokeAll(starts)) {
        done.get();
      }
    } finally {
      pools.forEach(ResilientPostgresPool::close);
    }

    assertThat(sink.write(List.of(release(1, 1, "a")))).isEqualTo(new Written(1, 0));
  }

  @Test
  void theIndexesAreUsable() throws Exception {
    sink.write(
        List.of(
            upsert(
                EntityType.RELEASES,
                1,
                1,
                """
                {"id":1,"artists":[{"id":194}],"title":"Stockholm","labels":[{"id":5}],\
                "genres":["Electronic"],"country":"Sweden"}\
                """)));

    for (String condition :
        List.of(
            "left(data->>'title', 200) = 'Stockholm'",
            "left(data->>'country', 200) = 'Sweden'",
            "data->'genres' ? 'Electronic'",
            "data->'artists' @> '[{\"id\": 194}]'",
            "data->'labels' @> '[{\"id\": 5}]'")) {
      assertThat(tables.rows("select id from releases where " + condition)).containsExactly("1");
      assertThat(plan(condition)).as(condition).contains("releases_");
    }
  }

  private String plan(String condition) throws Exception {
    try (var connection = tables.connect();
        var statement = connection.createStatement()) {
      statement.execute("set enable_seqscan = off");
      StringBuilder plan = new StringBuilder();
      try (var rows =
          statement.executeQuery("explain select id from releases where " + condition)) {
        while (rows.next()) {
          plan.append(rows.getString(1)).append('\n');
        }
      }
      return plan.toString();
    }
  }

  private StoreException failure(RecordMessage... batch) {
    try {
      Object written = sink.write(List.of(batch));
      throw new AssertionError("was written: " + written);
    } catch (StoreException e) {
      return e;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String hex(Upsert message) {
    return "\\x" + java.util.HexFormat.of().formatHex(message.body());
  }
}
