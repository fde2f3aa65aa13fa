package org.discogsography.extractor.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.discogsography.extractor.SampleFiles.records;
import static org.discogsography.messages.EntityType.LABELS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.discogsography.extractor.FakePublisher;
import org.discogsography.extractor.SampleFiles;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.Failure;
import org.discogsography.extractor.index.OpenedType;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.record.RecordEncoder;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.Version;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a pass sends, given what was sent and asked for before; labels 1 to 20 are confirmed. */
class RememberedRecordsTest {
  private static final int DATE = 20260201;
  private static final int NEXT = 20260301;
  private static final String MOST = labels(1, 19);

  @TempDir private Path directory;

  private final FakePublisher publisher = new FakePublisher();
  private final Progress progress = new Progress();
  private SampleFiles files;
  private StateDirectory state;

  @BeforeEach
  void extractOnce() throws Exception {
    files = new SampleFiles(directory.resolve("dumps"));
    state = StateDirectory.open(directory.resolve("state"), Clock.systemUTC());
    files.write(DATE, LABELS, labels(1, 20));
    assertThat(extract()).hasSize(20);
    assertThat(extract()).isEmpty();
  }

  @AfterEach
  void close() throws Exception {
    state.close();
  }

  @Test
  void anEarlierContentIsSentAgainWhenALaterOneMayHaveBeenSent() throws Exception {
    files.write(DATE, LABELS, MOST + "<label><id>20</id><name>other</name></label>\n");
    diesAfter("labels 20");
    files.write(DATE, LABELS, labels(1, 20));

    assertThat(extract()).containsExactly("labels 20");
  }

  @Test
  void aRecordIsSentAgainWhenItsDeletionMayHaveBeenSent() throws Exception {
    files.write(DATE, LABELS, MOST);
    diesAfter("labels -20");
    files.write(DATE, LABELS, labels(1, 20));

    assertThat(extract()).containsExactly("labels 20");
  }

  @Test
  void aRecordThatMayHaveBeenSentIsDeletedWhenNoDumpHasIt() throws Exception {
    files.write(DATE, LABELS, labels(1, 21));
    diesAfter("labels 21");
    files.write(DATE, LABELS, labels(1, 20));

    assertThat(extract()).containsExactly("labels -21");
    assertThat(extract()).isEmpty();
  }

  @Test
  void deletionsAreSentAgainWithEverythingAndTheirShareDoesNotCount() throws Exception {
    files.write(NEXT, LABELS, MOST);
    assertThat(extract()).containsExactly("labels -20");
    files.write(20260401, LABELS, labels(1, 18));
    assertThat(extract()).containsExactly("labels -19");
    assertThat(extract()).isEmpty();

    assertThat(state.sendAgain(LABELS)).isTrue();
    files.write(20260501, LABELS, labels(1, 17));
    assertThat(extract())
        .hasSize(20)
        .contains("labels 1", "labels 17", "labels -18", "labels -19", "labels -20");
    assertThat(extract()).isEmpty();
  }

  @Test
  void aRecordThatComesBackIsNotDeletedAgain() throws Exception {
    files.write(NEXT, LABELS, MOST);
    extract();
    assertThat(state.sendAgain(LABELS)).isTrue();
    files.write(20260401, LABELS, labels(1, 20));

    assertThat(extract()).hasSize(20).contains("labels 20").doesNotContain("labels -20");
  }

  @Test
  void singleRecordsAreSentByForceAndThoseThatAreNotThereAreDeleted() throws Exception {
    state.sendAgain(LABELS, List.of(3L, 7L, 300_000L));

    assertThat(extract()).containsExactly("labels 3!", "labels 7!", "labels -300000");
    assertThat(extract()).isEmpty();
  }

  @Test
  void whatIsForcedStaysSoUntilItIsConfirmed() throws Exception {
    state.sendAgain(LABELS, List.of(3L));
    assertThat(state.sendAgain(LABELS)).isTrue();
    files.write(DATE, LABELS, labels(3, 20) + labels(1, 2));
    diesAfter("labels 3!");

    assertThat(extract()).hasSize(20).contains("labels 3!", "labels 4", "labels 1");
  }

  @Test
  void recordsAreForcedThoughNothingIsRemembered() throws Exception {
    state.close();
    state = StateDirectory.open(directory.resolve("other"), Clock.systemUTC());
    state.sendAgain(LABELS, List.of(3L, 30L));
    assertThat(state.isEmpty()).isTrue();

    assertThat(extract()).hasSize(21).contains("labels 2", "labels 3!", "labels -30");
  }

  @Test
  void aFileThatBreaksOffMayHaveBeenReplacedAndGetsAHigherVersionNextTime() throws Exception {
    byte[] broken = SampleFiles.gzip("<labels>\n" + labels(1, 21));
    files.bytes(DATE, LABELS, broken);
    Version first = version(broken);
    assertThat(extract()).containsExactly("labels 21");

    assertThat(progress.of(LABELS).failure()).isEqualTo(Failure.UNUSABLE);
    assertThat(version(broken)).isGreaterThan(first);
  }

  @Test
  void anIdBeyondAnySizeIsLeftOutAndDeletionsStayRight() throws Exception {
    String great = "<label><id>999999999999</id><name>n</name></label>\n";
    files.write(NEXT, LABELS, great + MOST + great);

    assertThat(extract()).containsExactly("labels -20");
    assertThat(progress.of(LABELS).malformedRecords()).isEqualTo(2);
    assertThat(state.quarantine().resolve("20260301_labels.jsonl"))
        .content()
        .contains("\"id\":999999999999,\"reason\":\"id_too_large\"");
  }

  @Test
  void aMalformedRecordKeepsNoGoodOneOfTheSameIdBack() throws Exception {
    String bad = "<label><id>21</id></labe></label>\n";
    files.write(NEXT, LABELS, bad + labels(1, 21) + bad + labels(21, 21));

    assertThat(extract()).containsExactly("labels 21");
    assertThat(progress.of(LABELS).malformedRecords()).isEqualTo(3);
    assertThat(state.quarantine().resolve("20260301_labels.jsonl"))
        .content()
        .containsOnlyOnce("repeated_id");
  }

  @Test
  void itIsSaidHowManyRecordsAreNotDeletedBecauseOneHasNoId() throws Exception {
    files.write(NEXT, LABELS, MOST + "<label><name>n</name></label>\n");

    assertThat(extract()).isEmpty();
    assertThat(progress.health().details().get("types"))
        .asString()
        .contains("deletions_withheld=1");
  }

  @Test
  void itIsSaidHowManyRecordsAreNotDeletedBecauseNoChecksumNamesTheFile() throws Exception {
    files.write(NEXT, LABELS, MOST);
    Files.delete(files.directory().resolve("t_" + NEXT + "_CHECKSUM.txt"));

    assertThat(extract()).isEmpty();
    assertThat(progress.health().details().get("types"))
        .asString()
        .contains("deletions_withheld=1");
  }

  @Test
  void aDiskThatIsFullInTheQuarantineIsTroubleWithTheStateDirectory() throws Exception {
    Files.createSymbolicLink(
        state.quarantine().resolve("20260301_labels.jsonl"), Path.of("/dev/full"));
    files.write(NEXT, LABELS, "<label><id>21</id></labe></label>\n".repeat(200) + MOST);

    assertThat(extract()).doesNotContain("labels -20");
    TypeProgress labels = progress.of(LABELS);
    assertThat(labels.failure()).isEqualTo(Failure.STATE);
    assertThat(labels.problem())
        .isEqualTo("The state directory cannot be used: No space left on device.");
  }

  private Version version(byte[] file) throws Exception {
    String sha256 = HexFormat.of().formatHex(RecordMessageCodec.sha256(file));
    OpenedType opened = state.open(LABELS, DATE, RecordEncoder.BODY_FORMAT, sha256);
    opened.index().close();
    return opened.version();
  }

  private void diesAfter(String last) {
    publisher.sent().clear();
    publisher.dieBeforeTheConfirm();
    assertThatThrownBy(this::pass).hasCauseInstanceOf(InterruptedException.class);
    assertThat(publisher.sent()).containsExactly(last);
    publisher.live();
  }

  private List<String> extract() throws Exception {
    publisher.sent().clear();
    pass();
    return publisher.sent();
  }

  private void pass() throws Exception {
    new DumpPass(PassSettings.defaults(), state, publisher, progress)
        .run(new DumpDirectory(files.directory()).newest().orElseThrow(), Scope.CHANGES);
  }

  private static String labels(long first, long last) {
    StringBuilder all = new StringBuilder();
    for (long id = first; id <= last; id++) {
      all.append(records(LABELS, id));
    }
    return all.toString();
  }
}
