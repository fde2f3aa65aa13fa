package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.discogsography.extractor.generate.SampleDump;
import org.discogsography.extractor.generate.SampleSize;
import org.discogsography.extractor.progress.ExtractionState;
import org.discogsography.extractor.progress.TypeProgress;
import org.discogsography.extractor.progress.TypeState;
import org.discogsography.extractor.publish.BacklogLimits;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small limits, so that a few thousand records fill a queue. */
class FlowControlIT {
  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration LOOKS = Duration.ofMillis(100);
  private static final int WINDOW = 50;
  private static final int RELEASES = 20_000;

  @TempDir private Path directory;

  private final RabbitMqServer broker = TestServers.rabbitmq();
  private Path dumps;

  @BeforeEach
  void emptyQueues() throws Exception {
    dumps = directory.resolve("dumps");
    new SampleDump(1, SampleSize.ofReleases(RELEASES), 20260101).writeTo(dumps);
    try (Extractions extractions = new Extractions(broker.uri(), directory.resolve("other"))) {
      assertThat(extractions.connection().awaitConnected(Duration.ofSeconds(30))).isTrue();
    }
    try (Consumer consumer = new Consumer(broker.uri())) {
      consumer.purge();
    }
  }

  @Test
  void aQueueWithoutConsumersHoldsThePublisherAtItsOwnLimitUntilItIsHalfEmpty() throws Exception {
    try (Extractions extractions = extractions(new BacklogLimits(300, 2_000, LOOKS));
        Consumer consumer = new Consumer(broker.uri())) {
      CompletableFuture<Void> run = inBackground(extractions);
      paused(extractions);
      TypeProgress artists = extractions.progress().of(EntityType.ARTISTS);
      long held = artists.confirmedMessages();
      assertThat(held).isGreaterThanOrEqualTo(1_900).isLessThan(12_000);
      assertThat(pausedBy(extractions).get("limit")).isEqualTo(2_000L);
      assertThat(String.valueOf(pausedBy(extractions).get("queue"))).endsWith(".artists");

      consumer.purge();
      Awaiting.within(SOON, "goes on", () -> artists.confirmedMessages() > held + WINDOW);
      while (!run.isDone()) {
        consumer.purge();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      run.get(1, TimeUnit.SECONDS);
      assertThat(extractions.progress().state()).isEqualTo(ExtractionState.COMPLETE);
      assertThat(artists.confirmedMessages()).isEqualTo(RELEASES * 3 / 5 - 2);
    }
  }

  @Test
  void aQueueWithConsumersHoldsThePublisherSooner() throws Exception {
    try (Extractions extractions = extractions(new BacklogLimits(300, 1_000_000, LOOKS));
        Consumer idle = new Consumer(broker.uri())) {
      Channel channel = idle.channel();
      channel.basicQos(1);
      String queue = PlatformTopology.queue(SinkName.TABLEINATOR, EntityType.ARTISTS);
      channel.basicConsume(queue, false, (tag, delivery) -> {}, tag -> {});

      CompletableFuture<Void> run = inBackground(extractions);
      paused(extractions);

      assertThat(pausedBy(extractions).get("queue")).isEqualTo(queue);
      assertThat(pausedBy(extractions).get("limit")).isEqualTo(300L);
      run.cancel(true);
    }
  }

  @Test
  void aTypeWhoseQueueIsFullDoesNotHoldUpTheOthers() throws Exception {
    try (Extractions extractions = extractions(new BacklogLimits(300, 8_000, LOOKS));
        Consumer consumer = new Consumer(broker.uri())) {
      CompletableFuture<Void> run = inBackground(extractions);
      Awaiting.until(
          "masters",
          () -> extractions.progress().of(EntityType.MASTERS).state() == TypeState.COMPLETE);

      TypeProgress artists = extractions.progress().of(EntityType.ARTISTS);
      assertThat(artists.state()).isEqualTo(TypeState.EXTRACTING);
      assertThat(artists.confirmedMessages()).isBetween(7_900L, RELEASES * 3 / 5 - 3L);
      while (!run.isDone()) {
        consumer.purge();
        TimeUnit.MILLISECONDS.sleep(20);
      }
      run.get(1, TimeUnit.SECONDS);
      assertThat(artists.confirmedMessages()).isEqualTo(RELEASES * 3 / 5 - 2);
    }
  }

  private void paused(Extractions extractions) throws Exception {
    Awaiting.until(
        "a pause", () -> extractions.progress().state() == ExtractionState.PAUSED_BY_BACKLOG);
    assertThat(extractions.progress().health().details())
        .containsEntry("state", "paused_by_backlog");
  }

  private static Map<?, ?> pausedBy(Extractions extractions) {
    return (Map<?, ?>) extractions.progress().health().details().get("paused_by");
  }

  private Extractions extractions(BacklogLimits limits) throws Exception {
    RabbitSettings defaults = RabbitSettings.of(broker.uri());
    RabbitSettings settings =
        new RabbitSettings(
            defaults.uri(),
            defaults.heartbeat(),
            defaults.connectTimeout(),
            defaults.rpcTimeout(),
            defaults.acquireTimeout(),
            defaults.closeTimeout(),
            WINDOW,
            defaults.windowBytes(),
            defaults.maxBodyBytes(),
            defaults.republishPause());
    return new Extractions(settings, directory.resolve("state"), limits);
  }

  private CompletableFuture<Void> inBackground(Extractions extractions) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                extractions.extract(dumps);
                done.complete(null);
              } catch (Exception e) {
                done.completeExceptionally(e);
              }
            });
    done.whenComplete((nothing, failure) -> thread.interrupt());
    return done;
  }
}
