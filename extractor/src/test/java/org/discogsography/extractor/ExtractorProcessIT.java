package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.discogsography.extractor.download.FakeDumpSite;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The program as an operator sees it: options, exit status, health, trigger. */
@Timeout(180)
class ExtractorProcessIT {
  private static final int DATE = 20260101;
  private static final String TOKEN = "a-token-that-is-long-enough";

  @TempDir private Path directory;

  private final RabbitMqServer broker = TestServers.rabbitmq();

  @Test
  void tellsAtItsEndHowItWent() throws Exception {
    try (ExtractorProcess empty = start(Map.of(), "--once")) {
      assertThat(empty.status()).isEqualTo(ExitStatus.NO_DUMP);
      assertThat(empty.log()).contains("There is no dump in DISCOGS_ROOT.");
    }
    new SampleDump(1, SampleSize.ofReleases(20), DATE).writeTo(dumps());
    try (ExtractorProcess good = start(Map.of(), "--once")) {
      assertThat(good.status()).isZero();
      assertThat(good.log()).contains("Dump 20260101: complete after");
    }
    Files.writeString(dumps().resolve("sample_20260101_labels.xml.gz"), "damaged");
    try (ExtractorProcess bad = start(Map.of(), "--once")) {
      assertThat(bad.status()).isEqualTo(ExitStatus.UNUSABLE);
      assertThat(bad.log()).contains("sample_20260101_labels.xml.gz has the SHA-256");
    }
  }

  @Test
  void endsAtOnceWhenAnotherExtractorUsesItsState() throws Exception {
    try (ExtractorProcess first = start(Map.of())) {
      first.awaitState("idle");
      try (ExtractorProcess second = start(Map.of())) {
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.log()).contains("is in use by another extractor; stop it, or set");
      }
      assertThat(first.alive()).isTrue();
    }
  }

  @Test
  void downloadsAndExtractsAndShowsItAll() throws Exception {
    Path source = directory.resolve("source");
    new SampleDump(1, SampleSize.ofReleases(20), DATE).writeTo(source);
    try (FakeDumpSite site = new FakeDumpSite()) {
      site.publishFrom(source, DATE);
      Map<String, String> settings =
          Map.of("DISCOGS_DUMP_URL", site.address().toString(), "DISCOGS_REQUEST_GAP", "0.01");
      try (ExtractorProcess process = start(settings, "--download")) {
        Awaiting.until("the end of the run", () -> process.health().has("next_check"));
        JsonNode health = process.health();

        assertThat(health.path("dump").asInt()).isEqualTo(DATE);
        assertThat(health.at("/last_run/result").asString()).isEqualTo("complete");
        assertThat(health.at("/last_run/published").asInt()).isEqualTo(20 + 12 + 3 + 2);
        assertThat(health.at("/types/releases/new").asInt()).isEqualTo(20);
        assertThat(health.at("/types/releases/confirmed").asInt()).isEqualTo(20);
        assertThat(health.at("/download/next_check").asString()).isNotEmpty();
        assertThat(health.path("next_check").asString()).isNotEmpty();
        assertThat(process.terminate()).isZero();
      }
    }
  }

  @Test
  void beginsARunWhenItIsToldTo() throws Exception {
    Map<String, String> settings =
        Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN, "EXTRACTOR_CHECK_INTERVAL", "3600");
    try (ExtractorProcess process = start(settings)) {
      process.awaitState("idle");
      new SampleDump(1, SampleSize.ofReleases(20), DATE).writeTo(dumps());

      assertThat(process.trigger("").statusCode()).isEqualTo(401);
      assertThat(process.trigger("another-token-of-that-length").statusCode()).isEqualTo(401);
      Awaiting.until("a request", () -> process.trigger(TOKEN).statusCode() == 202);
      process.awaitState("complete");
    }
  }

  @Test
  void refusesToBeginARunWhileOneIsUnderWayOrWithoutAToken() throws Exception {
    new SampleDump(1, SampleSize.ofReleases(5_000), DATE).writeTo(dumps());
    Map<String, String> full =
        Map.of("RESILIENCE_ADMIN_TOKEN", TOKEN, "EXTRACTOR_BACKLOG_LIMIT_UNCONSUMED", "1");
    try (ExtractorProcess busy = start(full);
        Consumer consumer = new Consumer(broker.uri())) {
      busy.awaitState("paused_by_backlog");
      assertThat(busy.trigger(TOKEN).statusCode()).isEqualTo(409);
      assertThat(busy.trigger(TOKEN).body()).contains("A run is under way.");
      consumer.purge();
      assertThat(busy.terminate()).isZero();
    }
    try (ExtractorProcess closed = start(Map.of())) {
      assertThat(closed.trigger(TOKEN).statusCode()).isEqualTo(403);
    }
  }

  @Test
  void fillsABrokerAgainThatWasWipedWhileItWasDownOrRunning() throws Exception {
    new SampleDump(1, SampleSize.ofReleases(50), DATE).writeTo(dumps());
    try (ExtractorProcess first = start(Map.of(), "--once")) {
      assertThat(first.status()).isZero();
    }
    wipe();
    try (ExtractorProcess down = start(Map.of(), "--once")) {
      assertThat(down.status()).isZero();
    }
    assertReleases(50);
    try (ExtractorProcess running = start(Map.of("EXTRACTOR_CHECK_INTERVAL", "1"))) {
      running.awaitState("complete");
      wipe();
      Awaiting.until("both queues", () -> releases() == 100);
    }
    assertReleases(50);
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

  private long releases() throws Exception {
    long count = 0;
    for (SinkName sink : SinkName.values()) {
      try (Consumer consumer = new Consumer(broker.uri())) {
        count += consumer.channel().messageCount(PlatformTopology.queue(sink, EntityType.RELEASES));
      } catch (IOException e) {
        // It is not there again yet.
      }
    }
    return count;
  }

  private void assertReleases(int expected) throws Exception {
    try (Consumer consumer = new Consumer(broker.uri())) {
      for (SinkName sink : SinkName.values()) {
        assertThat(consumer.drain(sink, EntityType.RELEASES)).hasSize(expected);
      }
    }
  }

  private Path dumps() throws Exception {
    return Files.createDirectories(directory.resolve("dumps"));
  }

  private ExtractorProcess start(Map<String, String> more, String... arguments) throws Exception {
    Map<String, String> settings = new HashMap<>();
    settings.put("AMQP_CONNECTION", broker.uri());
    settings.put("DISCOGS_ROOT", dumps().toString());
    settings.put("STATE_DIR", directory.resolve("state").toString());
    settings.putAll(more);
    return ExtractorProcess.start(Files.createTempFile(directory, "log", ""), settings, arguments);
  }
}
