package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.discogsography.extractor.dump.DumpDirectory;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.extractor.index.StateDirectory;
import org.discogsography.extractor.pass.DumpPass;
import org.discogsography.extractor.pass.PassSettings;
import org.discogsography.extractor.pass.Scope;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.Progress;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.localstack.place.SmallDisk;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed (-9) at random moments of one long extraction and started again. The system
 * properties kills, kills.releases and kills.seed make it longer or another one.
 */
class KilledExtractorFaultIT {
  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final int RELEASES = Integer.getInteger("kills.releases", 107_000);
  private static final long SEED = Long.getLong("kills.seed", 1);

  private static final Duration PATIENCE = Duration.ofSeconds(120 + RELEASES / 500);

  /** Of all records, for each kill. */
  private static final double MOST_SENT_TWICE = 0.02;

  @TempDir private Path directory;

  private final RabbitMqServer broker = TestServers.rabbitmq();

  @Test
  @Timeout(7200)
  void losesNothingAndSendsLittleTwice() throws Exception {
    System.out.printf("soak kills: seed %d%n", SEED);
    Path dumps = directory.resolve("dumps");
    new SampleDump(1, SampleSize.ofReleases(RELEASES), 20260101).writeTo(dumps);
    makeQueues();
    long all = total(SampleSize.ofReleases(RELEASES)) - 3;
    try (Ledger rows = new Ledger(broker.uri(), SinkName.TABLEINATOR);
        Ledger nodes = new Ledger(broker.uri(), SinkName.GRAPHINATOR)) {
      for (long moment : moments()) {
        killAfter(rows, moment);
      }
      try (ExtractorProcess last = start()) {
        assertThat(last.status(PATIENCE)).as(last.log()).isZero();
      }
      Awaiting.within(
          PATIENCE, "the rest", () -> rows.distinct() >= all && nodes.distinct() >= all);
      DumpSet dump = new DumpDirectory(dumps).newest().orElseThrow();
      rows.assertHoldsExactly(dump);
      nodes.assertHoldsExactly(dump);
      long twice = rows.received() - rows.distinct();
      double share = (double) twice / KILLS / rows.distinct();
      System.out.printf(
          "soak kills: %d of the extractor, seed %d: %,d records, both workers' queues brought"
              + " exactly the dump, %,d sent twice, %.0f a kill (%.2f %%)%n",
          KILLS, SEED, rows.distinct(), twice, (double) twice / KILLS, 100 * share);
      assertThat(share).isLessThan(MOST_SENT_TWICE);
    }
  }

  @Test
  void saysThatItsDiskIsFullAndGoesOnWhenThereIsRoom() throws Exception {
    SampleFiles files = new SampleFiles(directory.resolve("dumps"));
    files.write(20260101, EntityType.ARTISTS, SampleFiles.records(EntityType.ARTISTS, 1, 2));
    files.labels(20260101, 1, 2);
    FakePublisher publisher = new FakePublisher();
    Progress progress = new Progress();
    // Room for the index of one type and not for that of two.
    Optional<SmallDisk> mounted = SmallDisk.mount(directory.resolve("small"), "6m");
    assumeThat(mounted).as("only root can mount a file system").isPresent();
    try (SmallDisk disk = mounted.get();
        StateDirectory state = StateDirectory.open(disk.directory(), Clock.systemUTC())) {
      DumpPass pass = new DumpPass(PassSettings.defaults(), state, publisher, progress);
      var dump = new DumpDirectory(files.directory()).newest().orElseThrow();

      pass.run(dump, Scope.CHANGES);
      assertThat(progress.of(EntityType.LABELS).problem())
          .isEqualTo("The state directory cannot be used: No space left on device.");
      assertThat(ExitStatus.of(progress)).isEqualTo(ExitStatus.STATE);
      assertThat(publisher.sent()).containsExactly("artists 1", "artists 2");

      disk.resize("32m");
      pass.run(dump, Scope.CHANGES);
      assertThat(progress.state()).isEqualTo(ExtractionState.COMPLETE);
      assertThat(publisher.sent())
          .containsExactly("artists 1", "artists 2", "labels 1", "labels 2");
    }
  }

  private void killAfter(Ledger ledger, long moment) throws Exception {
    try (ExtractorProcess process = start()) {
      Awaiting.within(
          PATIENCE, moment + " messages", () -> ledger.received() >= moment || !process.alive());
      assertThat(process.alive()).as(process.log()).isTrue();
      process.kill();
    }
  }

  /** How many messages have come when it is killed, in order. */
  private static long[] moments() {
    long records = total(SampleSize.ofReleases(RELEASES));
    return new Random(SEED).longs(KILLS, 1, records * 9 / 10).sorted().toArray();
  }

  private static long total(SampleSize size) {
    return size.artists() + size.labels() + size.masters() + size.releases();
  }

  private void makeQueues() throws Exception {
    try (Extractions extractions = new Extractions(broker.uri(), directory.resolve("other"));
        Consumer consumer = new Consumer(broker.uri())) {
      Awaiting.until(
          "a connection", () -> extractions.connection().awaitConnected(Duration.ofSeconds(1)));
      consumer.purge();
      consumer.channel().queuePurge(PlatformTopology.REQUESTS);
    }
  }

  private ExtractorProcess start() throws Exception {
    return ExtractorProcess.start(
        Files.createTempFile(directory, "log", ""),
        Map.of(
            "AMQP_CONNECTION", broker.uri(),
            "DISCOGS_ROOT", directory.resolve("dumps").toString(),
            "STATE_DIR", directory.resolve("state").toString(),
            // What is unconfirmed is sent twice: a share of this little dump, not of a real one.
            "AMQP_PUBLISH_WINDOW", "2000"),
        "--once");
  }
}
