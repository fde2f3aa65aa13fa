package org.discogsography.extractor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.progress.TypeState;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishIT {
  private static final int DATE = 20260101;

  @TempDir private Path directory;

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private Path dumps;
  private Path state;

  @BeforeEach
  void emptyQueues() throws Exception {
    dumps = directory.resolve("dumps");
    state = directory.resolve("state");
    try (Extractions extractions = new Extractions(broker.uri(), state)) {
      assertThat(extractions.connection().awaitConnected(Duration.ofSeconds(30))).isTrue();
    }
    try (Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
    }
  }

  @Test
  void everyRecordReachesBothQueuesOfItsType() throws Exception {
    new SampleDump(1, SampleSize.ofReleases(1_000), DATE).writeTo(dumps);
    try (Extractions extractions = new Extractions(broker.uri(), state)) {
      extractions.extract(dumps);

      assertThat(extractions.progress().state()).isEqualTo(ExtractionState.COMPLETE);
      assertQueuesHold(new DumpDirectory(dumps).newest().orElseThrow());
    }
  }

  @Test
  void theSameContentKeepsItsRunAndAnotherContentGetsALaterOne() throws Exception {
    new SampleDump(1, SampleSize.ofReleases(10), DATE).writeTo(dumps);
    long first = runOf(dumps);
    long again = runOf(dumps);
    new SampleDump(2, SampleSize.ofReleases(10), DATE).writeTo(dumps);
    long replaced = runOf(dumps);

    assertThat(again).isEqualTo(first);
    assertThat(replaced).isGreaterThan(first);
  }

  @Test
  void aSecondRunSendsNothing() throws Exception {
    new SampleDump(1, SampleSize.ofReleases(500), DATE).writeTo(dumps);
    extract(Scope.CHANGES);
    try (Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
      Progress again = extract(Scope.CHANGES);

      assertThat(again.of(EntityType.RELEASES).unchangedRecords()).isEqualTo(500);
      for (EntityType type : EntityType.values()) {
        assertThat(again.of(type).publishedMessages()).isZero();
        assertThat(consumer.drain(SinkName.TABLEINATOR, type)).isEmpty();
      }
    }
  }

  @Test
  void aLaterDumpSendsWhatIsNewOrChangedAndDeletesWhatIsGone() throws Exception {
    labels(20260101, "<label><id>1</id><name>a</name></label>", label(2), label(3), others());
    extract(Scope.CHANGES);
    labels(20260201, "<label><id>1</id><name>b</name></label>", label(2), label(4), others());
    try (Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
      extract(Scope.CHANGES);

      assertThat(consumer.drain(SinkName.GRAPHINATOR, EntityType.LABELS))
          .extracting(message -> message.getClass().getSimpleName() + " " + message.id())
          .containsExactly("Upsert 1", "Upsert 4", "Delete 3");
    }
  }

  @Test
  void aDumpWithoutChecksumsDeletesNothing() throws Exception {
    labels(20260101, label(1), label(2), others());
    extract(Scope.CHANGES);
    labels(20260201, label(1), others());
    Files.delete(dumps.resolve("t_20260201_CHECKSUM.txt"));

    assertThat(extract(Scope.CHANGES).of(EntityType.LABELS).deletedRecords()).isZero();
  }

  @Test
  void aBadRecordWithALegibleIdIsNotDeleted() throws Exception {
    labels(20260101, label(1), label(2), others());
    extract(Scope.CHANGES);
    labels(20260201, "<label><id>1</id><name>n</label>", others());
    try (Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
      extract(Scope.CHANGES);

      assertThat(consumer.drain(SinkName.TABLEINATOR, EntityType.LABELS))
          .extracting(RecordMessage::id)
          .containsExactly(2L);
    }
  }

  @Test
  void aRecordWithoutALegibleIdKeepsEverything() throws Exception {
    labels(20260101, label(1), others());
    extract(Scope.CHANGES);
    labels(20260201, "<label><name>n</name></label>", others());

    TypeProgress labels = extract(Scope.CHANGES).of(EntityType.LABELS);

    assertThat(labels.malformedRecords()).isEqualTo(1);
    assertThat(labels.deletedRecords()).isZero();
    assertThat(state.resolve("quarantine").resolve("20260201_labels.jsonl"))
        .content()
        .isEqualTo(
            """
            {"type":"labels","dump":20260201,"position":9,"reason":"missing_id",\
            "detail":"The record has no id."}
            """);
  }

  @Test
  void moreDeletionsThanTheShareAreWithheld() throws Exception {
    labels(20260101, label(1), label(2), label(3));
    extract(Scope.CHANGES);
    labels(20260201, label(1));

    TypeProgress labels = extract(Scope.CHANGES).of(EntityType.LABELS);

    assertThat(labels.state()).isEqualTo(TypeState.COMPLETE);
    assertThat(labels.deletedRecords()).isZero();
  }

  @Test
  void anOlderDumpIsRefused() throws Exception {
    labels(20260201, label(1));
    extract(Scope.CHANGES);
    Files.delete(dumps.resolve("t_20260201_labels.xml.gz"));
    labels(20260101, label(1));

    assertThat(extract(Scope.CHANGES).of(EntityType.LABELS).problem())
        .isEqualTo(
            "t_20260101_labels.xml.gz is older than the dump of 20260201, which was extracted"
                + " before; --force sends it.");
  }

  @Test
  void aSecondExtractorIsRefused() throws Exception {
    try (Extractions first = new Extractions(broker.uri(), state)) {
      assertThat(first.connection()).isNotNull();
      assertThatThrownBy(() -> new Extractions(broker.uri(), state))
          .hasMessageContaining("is in use by another extractor");
    }
  }

  @Test
  void aWrongChecksumStopsOneTypeAndSendsNothingOfIt() throws Exception {
    new SampleDump(1, SampleSize.ofReleases(100), DATE).writeTo(dumps);
    Path labels = dumps.resolve("sample_20260101_labels.xml.gz");
    Files.copy(dumps.resolve("sample_20260101_artists.xml.gz"), replaced(labels));

    try (Extractions extractions = new Extractions(broker.uri(), state);
        Consumer consumer = new Consumer(broker.uri())) {
      extractions.extract(dumps);

      TypeProgress failed = extractions.progress().of(EntityType.LABELS);
      assertThat(extractions.progress().state()).isEqualTo(ExtractionState.FAILED);
      assertThat(failed.state()).isEqualTo(TypeState.FAILED);
      assertThat(failed.problem())
          .startsWith("sample_20260101_labels.xml.gz has the SHA-256")
          .endsWith("get it again.");
      assertThat(consumer.drain(SinkName.TABLEINATOR, EntityType.LABELS)).isEmpty();
      assertThat(consumer.drain(SinkName.TABLEINATOR, EntityType.RELEASES)).hasSize(100);
    }
  }

  private Progress extract(Scope scope) throws Exception {
    try (Extractions extractions = new Extractions(broker.uri(), state)) {
      extractions.extract(dumps, scope);
      return extractions.progress();
    }
  }

  private static String label(long id) {
    return "<label><id>%d</id><name>n</name></label>".formatted(id);
  }

  /** Enough labels for one to be less than the share of deletions. */
  private static String others() {
    return LongStream.range(100, 120).mapToObj(PublishIT::label).collect(joining("\n"));
  }

  /** A verified dump that has only labels. */
  private void labels(int date, String... records) throws Exception {
    Files.createDirectories(dumps);
    StringBuilder xml = new StringBuilder("<labels>\n");
    for (String record : records) {
      xml.append(record).append('\n');
    }
    Path file = dumps.resolve("t_%d_labels.xml.gz".formatted(date));
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((xml + "</labels>\n").getBytes(StandardCharsets.UTF_8));
    }
    String sha256 = HexFormat.of().formatHex(RecordMessageCodec.sha256(Files.readAllBytes(file)));
    Files.writeString(
        dumps.resolve("t_%d_CHECKSUM.txt".formatted(date)),
        sha256 + " " + file.getFileName() + "\n");
  }

  private static Path replaced(Path file) throws Exception {
    Files.delete(file);
    return file;
  }

  private long runOf(Path dumpDirectory) throws Exception {
    try (Extractions extractions = new Extractions(broker.uri(), directory.resolve("state"));
        Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
      extractions.extract(dumpDirectory, Scope.EVERYTHING);
      Map<Long, Upsert> upserts = consumer.upserts(SinkName.TABLEINATOR, EntityType.RELEASES);
      assertThat(upserts).hasSize(10);
      return upserts.values().iterator().next().version().run();
    }
  }

  private void assertQueuesHold(DumpSet dump) throws Exception {
    try (Consumer consumer = new Consumer(broker.uri())) {
      for (DumpFile file : dump.files().values()) {
        Map<Long, byte[]> expected = Extractions.bodies(file);
        for (SinkName sink : SinkName.values()) {
          Map<Long, Upsert> actual = consumer.upserts(sink, file.type());
          assertThat(actual).containsOnlyKeys(expected.keySet());
          actual.forEach((id, upsert) -> {
            assertThat(upsert.body()).isEqualTo(expected.get(id));
            assertThat(upsert.version().dump()).isEqualTo(DATE);
          });
        }
      }
    }
  }
}
