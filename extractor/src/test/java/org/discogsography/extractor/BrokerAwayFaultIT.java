package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayFaultIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path directory;

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private Path dumps;

  @BeforeEach
  void makeDump() throws Exception {
    dumps = directory.resolve("dumps");
    new SampleDump(3, SampleSize.ofReleases(15_000), 20260101).writeTo(dumps);
    try (Extractions extractions = new Extractions(broker.uri(), directory.resolve("other"))) {
      assertThat(extractions.connection().awaitConnected(Duration.ofSeconds(30))).isTrue();
    }
    try (Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
    }
  }

  @AfterEach
  void startBroker() {
    broker.start();
  }

  @Test
  void everyRecordArrivesWhenTheBrokerIsStoppedInTheMiddle() throws Exception {
    interruptedBy(broker::stop, broker::start);
  }

  @Test
  void everyRecordArrivesWhenTheBrokerIsKilledInTheMiddle() throws Exception {
    interruptedBy(broker::kill, broker::start);
  }

  @Test
  void waitsForABrokerThatIsNotThereYet() throws Exception {
    broker.stop();
    try (Extractions extractions = new Extractions(broker.uri(), directory.resolve("state"))) {
      CompletableFuture<Void> run = inBackground(extractions);
      waitFor(() -> extractions.progress().state() == ExtractionState.WAITING_FOR_BROKER);
      broker.start();
      run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertEverythingArrived(extractions);
    }
  }

  private void interruptedBy(Runnable end, Runnable start) throws Exception {
    try (Extractions extractions = new Extractions(broker.uri(), directory.resolve("state"))) {
      CompletableFuture<Void> run = inBackground(extractions);
      waitFor(() -> extractions.progress().of(EntityType.RELEASES).confirmedMessages() > 1_000);
      end.run();
      assertThat(run).isNotDone();
      start.run();
      run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertEverythingArrived(extractions);
    }
  }

  private CompletableFuture<Void> inBackground(Extractions extractions) {
    return CompletableFuture.runAsync(() -> {
      try {
        extractions.extract(dumps);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    });
  }

  private void assertEverythingArrived(Extractions extractions) throws Exception {
    assertThat(extractions.progress().state()).isEqualTo(ExtractionState.COMPLETE);
    try (Consumer consumer = new Consumer(broker.uri())) {
      for (var file : new DumpDirectory(dumps).newest().orElseThrow().files().values()) {
        Map<Long, byte[]> expected = Extractions.bodies(file);
        for (SinkName sink : SinkName.values()) {
          Map<Long, Upsert> actual = consumer.upserts(sink, file.type());
          assertThat(actual.keySet()).isEqualTo(expected.keySet());
        }
      }
    }
  }

  private interface Condition {
    boolean holds();
  }

  private static void waitFor(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }
}
