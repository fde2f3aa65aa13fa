package org.discogsography.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessage.Delete;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters that come back late, through the real workers into the real stores. */
class ReplayIT {
  private static final EntityType TYPE = EntityType.LABELS;
  private static final Version OLD = new Version(20_260_101, 1);
  private static final Version NEW = new Version(20_260_201, 1);

  @TempDir Path directory;

  @Test
  void anOldLetterNeitherOverwritesWhatIsNewerNorBringsBackWhatWasDeleted() throws Exception {
    try (Platform platform = new Platform(directory);
        ResilientRabbitConnection rabbit = connect(platform)) {
      platform.startWorkers();
      publish(rabbit, record(1, NEW, "New"), new Delete(TYPE, 2, NEW));
      List<OutboundMessage> letters = new ArrayList<>();
      for (SinkName sink : SinkName.values()) {
        for (long id = 1; id <= 3; id++) {
          letters.add(deadLetter(sink, record(id, OLD, "Old")));
        }
      }
      assertThat(rabbit.publisher().publishOnce(letters, Duration.ofSeconds(30)))
          .doesNotContain(false);
      awaitCounts(platform, 1);

      Tool.Run run = new Tool(platform, Map.of()).run("dlq", "replay");
      assertThat(run.output()).contains("Replayed 6 letters (6 messages).");
      awaitCounts(platform, 2);

      assertThat(platform.tables().rows(TYPE).keySet()).containsExactly(1L, 3L);
      assertThat(platform.tables().rows(TYPE).get(1L).sha256()).isEqualTo(hash(1, "New"));
      assertThat(platform.graph().hashes(TYPE))
          .isEqualTo(Map.of(1L, hash(1, "New"), 3L, hash(3, "Old")));
      assertThat(platform.workMessages()).isZero();
    }
  }

  /** That many labels in each store, and nothing on its way; dead letters are not on their way. */
  private static void awaitCounts(Platform platform, int labels) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (System.nanoTime() < deadline && !holds(platform, labels)) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
    assertThat(holds(platform, labels)).isTrue();
  }

  private static boolean holds(Platform platform, int labels) {
    try {
      return platform.tables().count(TYPE) == labels
          && platform.graph().count(TYPE) == labels
          && platform.workMessages() == 0;
    } catch (SQLException e) {
      // The tables are still to be made.
      return false;
    }
  }

  private static void publish(ResilientRabbitConnection rabbit, RecordMessage... messages)
      throws InterruptedException {
    List<OutboundMessage> encoded = new ArrayList<>();
    for (RecordMessage message : messages) {
      encoded.add(RecordMessageCodec.encode(message, Instant.EPOCH));
    }
    assertThat(rabbit.publisher().publishOnce(encoded, Duration.ofSeconds(30)))
        .doesNotContain(false);
  }

  private static OutboundMessage deadLetter(SinkName sink, RecordMessage message) {
    OutboundMessage encoded = RecordMessageCodec.encode(message, Instant.EPOCH);
    String queue = PlatformTopology.deadLetterQueue(PlatformTopology.queue(sink, TYPE));
    return new OutboundMessage("", queue, encoded.properties(), encoded.body());
  }

  private static Upsert record(long id, Version version, String name) {
    byte[] body = body(id, name);
    return new Upsert(TYPE, id, version, RecordMessageCodec.sha256(body), false, body);
  }

  private static byte[] body(long id, String name) {
    return "{\"id\":%d,\"name\":\"%s\"}".formatted(id, name).getBytes(StandardCharsets.UTF_8);
  }

  private static String hash(long id, String name) {
    return HexFormat.of().formatHex(RecordMessageCodec.sha256(body(id, name)));
  }

  private static ResilientRabbitConnection connect(Platform platform) throws InterruptedException {
    ResilientRabbitConnection rabbit =
        ResilientRabbitConnection.open(
            RabbitSettings.of(platform.rabbitmq.uri()),
            "test",
            PlatformTopology.of(EnumSet.allOf(SinkName.class)),
            new SimpleMeterRegistry());
    assertThat(rabbit.awaitConnected(Duration.ofSeconds(30))).isTrue();
    return rabbit;
  }
}
