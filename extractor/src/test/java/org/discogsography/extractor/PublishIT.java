package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.progress.TypeState;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage.Upsert;
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

  private static Path replaced(Path file) throws Exception {
    Files.delete(file);
    return file;
  }

  private long runOf(Path dumpDirectory) throws Exception {
    try (Extractions extractions = new Extractions(broker.uri(), directory.resolve("state"));
        Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
      extractions.extract(dumpDirectory);
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
