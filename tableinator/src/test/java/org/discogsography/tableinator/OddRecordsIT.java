package org.discogsography.tableinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.discogsography.tableinator.Messages.release;
import static org.discogsography.tableinator.Messages.upsert;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.worker.Written;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are bad, odd or built in. */
@Timeout(60)
class OddRecordsIT {
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
  @ValueSource(
      strings = {
        "{\"id\":2",
        "",
        "{\"id\":2,\"title\":\"\\u0000\"}",
        "{\"id\":2,\"title\":\"\\ud800\"}",
        "{\"id\":2,\"title\":\"\u0000\"}",
        "{\"id\":3}",
        "{}",
        "[2]",
        "2",
        "null"
      })
  void oneBadRecordIsDataAndNothingIsWritten(String json) throws Exception {
    StoreException failure =
        failure(release(1, 1, "a"), upsert(EntityType.RELEASES, 2, 1, json), release(3, 1, "c"));

    assertThat(failure.kind()).isEqualTo(FailureKind.DATA);
    assertThat(tables.releases()).isEmpty();
    sink.trySample(release(2, 1, ""));
  }

  @Test
  void bytesThatAreNotUtf8AreData() throws Exception {
    byte[] latin1 = "{\"id\":2,\"title\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(failure(upsert(EntityType.RELEASES, 2, 1, latin1)).code()).isEqualTo("22021");
  }

  @ParameterizedTest
  @EnumSource(EntityType.class)
  void noIndexRefusesOddData(EntityType type) throws Exception {
    String odd = "\"%s\"".formatted(random(40_000));
    List<String> values =
        List.of(odd, "7", "-1e400", "true", "null", "[]", "{\"id\":{}}", "[[%s]]".formatted(odd));
    List<RecordMessage> batch = new ArrayList<>();
    for (String value : values) {
      String json =
          """
          {"id":%d,"name":%2$s,"title":%2$s,"year":%2$s,"released":%2$s,"country":%2$s,"master_id":%2$s,\
          "genres":%2$s,"styles":%2$s,"artists":%2$s,"labels":%2$s}\
          """
              .formatted(batch.size() + 1, value);
      batch.add(upsert(type, batch.size() + 1, 1, json));
    }

    assertThat(tables.sink(type).write(batch)).isEqualTo(new Written(values.size(), 0));
  }

  @ParameterizedTest
  @EnumSource(EntityType.class)
  void theSampleOfEachTypePassesAndLeavesNothing(EntityType type) throws Exception {
    TableSink some = tables.sink(type);

    some.trySample(upsert(type, 1, 1, "{"));
    some.trySample(new RecordMessage.Delete(type, 1, Messages.version(1)));

    assertThat(tables.rows("select id from " + type.plural())).isEmpty();
    assertThat(tables.rows("select id from tombstones")).isEmpty();
  }

  @Test
  void aTableThatRefusesEverythingRefusesTheSample() throws Exception {
    sink.write(List.of(release(1, 1, "a")));
    tables.execute("alter table releases add constraint mean check (data ? 'missing') not valid");

    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> sink.trySample(release(2, 1, "b")))
        .extracting(StoreException::code)
        .isEqualTo("23514");
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

  /** Text that does not compress, so that it is as long in an index as it looks. */
  private static String random(int length) {
    return new java.util.Random(1)
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
