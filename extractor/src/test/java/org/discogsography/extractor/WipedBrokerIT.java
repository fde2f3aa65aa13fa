package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.ResendRequest;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues that are gone come back with everything that was ever sent to them. */
class WipedBrokerIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path directory;

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private Path dumps;

  @BeforeEach
  void extractOnce() throws Exception {
    dumps = directory.resolve("dumps");
    new SampleDump(1, SampleSize.ofReleases(300), 20260101).writeTo(dumps);
    try (Extractions extractions = open();
        Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
      consumer.channel().queuePurge(PlatformTopology.REQUESTS);
      extractions.extract(dumps);
      assertThat(extractions.requests()).isFalse();
      assertQueuesHoldEverything();
    }
  }

  @Test
  void queuesThatWereDeletedWhileTheExtractorWasDownAreFilledAgain() throws Exception {
    wipe();
    try (Extractions extractions = open()) {
      assertThat(extractions.requests()).isTrue();
      extractions.extract(dumps);
      assertQueuesHoldEverything();
      assertThat(extractions.requests()).isFalse();
    }
  }

  @Test
  void queuesThatAreDeletedUnderTheRunningExtractorAreFilledAgain() throws Exception {
    try (Extractions extractions = open()) {
      wipe();
      extractions.queues().restore();

      assertThat(extractions.requests()).isTrue();
      extractions.extract(dumps);
      assertQueuesHoldEverything();
      assertThat(extractions.requests()).isFalse();
    }
  }

  @Test
  void onlyTheTypesWhoseQueuesAreGoneAreSentAgain() throws Exception {
    String labels = PlatformTopology.queue(SinkName.TABLEINATOR, EntityType.LABELS);
    broker.ctl("delete_queue", labels);
    try (Extractions extractions = open()) {
      assertThat(extractions.requests()).isTrue();
      extractions.extract(dumps);

      for (EntityType type : EntityType.values()) {
        assertThat(extractions.progress().of(type).publishedMessages() > 0)
            .isEqualTo(type == EntityType.LABELS);
      }
    }
  }

  @Test
  void singleRecordsThatAreAskedForAreSentByForce() throws Exception {
    try (Extractions extractions = open();
        Consumer consumer = new Consumer(broker.uri())) {
      List<OutboundMessage> requests = new ArrayList<>();
      for (long id = 1; id <= 250; id++) {
        requests.add(new ResendRequest(EntityType.RELEASES, List.of(id)).encode(Instant.now()));
      }
      assertThat(extractions.connection().publisher().publishOnce(requests, LIMIT))
          .doesNotContain(false);
      assertThat(extractions.requests()).isTrue();
      assertThat(extractions.requests()).isFalse();
      extractions.extract(dumps);

      for (SinkName sink : SinkName.values()) {
        assertThat(consumer.drain(sink, EntityType.LABELS)).isEmpty();
        assertThat(consumer.upserts(sink, EntityType.RELEASES).values())
            .hasSize(250)
            .allMatch(RecordMessage.Upsert::force);
      }
    }
  }

  private Extractions open() throws Exception {
    Extractions extractions = new Extractions(broker.uri(), directory.resolve("state"));
    assertThat(extractions.connection().awaitConnected(Duration.ofSeconds(30))).isTrue();
    return extractions;
  }

  private void wipe() throws Exception {
    try (Consumer consumer = new Consumer(broker.uri())) {
      for (SinkName sink : SinkName.values()) {
        for (EntityType type : EntityType.values()) {
          consumer.channel().queueDelete(PlatformTopology.queue(sink, type));
        }
      }
    }
  }

  private void assertQueuesHoldEverything() throws Exception {
    try (Consumer consumer = new Consumer(broker.uri())) {
      for (DumpFile file : new DumpDirectory(dumps).newest().orElseThrow().files().values()) {
        Map<Long, byte[]> expected = Extractions.bodies(file);
        for (SinkName sink : SinkName.values()) {
          assertThat(consumer.drain(sink, file.type()))
              .extracting(RecordMessage::id)
              .containsExactlyInAnyOrderElementsOf(expected.keySet());
        }
      }
    }
  }
}
