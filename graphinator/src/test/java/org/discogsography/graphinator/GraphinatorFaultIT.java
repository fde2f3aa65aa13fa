package org.discogsography.graphinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.Neo4jServer;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole service, without Neo4j at first. In the end-to-end tests Neo4j comes and goes. */
@Timeout(300)
class GraphinatorFaultIT {
  private static final Version VERSION = new Version(20260501, 1);
  private static final Map<String, String> ONLY_GRAPHINATOR = Map.of("SINKS", "graphinator");
  private static final String RELEASES =
      PlatformTopology.queue(SinkName.GRAPHINATOR, EntityType.RELEASES);

  private final Neo4jServer neo4j = TestServers.neo4j();
  private final RabbitMqServer rabbit = TestServers.rabbitmq();
  private ResilientRabbitConnection publisher;

  @BeforeEach
  void connect() throws InterruptedException {
    neo4j.start();
    try (TestGraph graph = new TestGraph(neo4j)) {
      graph.clear();
    }
    publisher =
        ResilientRabbitConnection.open(
            RabbitSettings.of(rabbit.uri()),
            "test",
            PlatformTopology.of(EnumSet.of(SinkName.GRAPHINATOR)),
            new SimpleMeterRegistry());
    assertThat(publisher.awaitConnected(Duration.ofMinutes(1))).isTrue();
  }

  @AfterEach
  void disconnect() {
    publisher.close();
    neo4j.start();
  }

  @Test
  void startsWhileNeo4jIsDownAndCatchesUp() throws Exception {
    neo4j.stop();
    publish(1, 500);
    try (GraphinatorProcess service = new GraphinatorProcess(neo4j, rabbit, ONLY_GRAPHINATOR)) {
      service.awaitHealth(health -> health.path("status").asString("").equals("DEGRADED"));
      assertThat(service.status("/health")).isEqualTo(200);
      assertThat(service.status("/health/live")).isEqualTo(200);
      assertThat(service.status("/health/ready")).isEqualTo(503);
      assertThat(publisher.depth(RELEASES).ready()).isEqualTo(500);
      neo4j.start();
      awaitReleases(500);
      assertThat(service.status("/health/ready")).isEqualTo(200);
      assertThat(service.terminate()).isZero();
    }
  }

  private void publish(long from, long to) throws InterruptedException {
    for (long id = from; id <= to; id++) {
      String json =
          """
          {"id":%d,"artists":[{"id":%d}],"title":"Release","genres":["Rock"]}\
          """
              .formatted(id, id % 50 + 1);
      publish(Messages.upsert(EntityType.RELEASES, id, VERSION, json));
    }
    assertThat(publisher.publisher().awaitConfirmed(Duration.ofMinutes(1))).isTrue();
  }

  private void publish(RecordMessage message) throws InterruptedException {
    OutboundMessage out = RecordMessageCodec.encode(message, Instant.now());
    publisher.publisher().publish(out, () -> {});
  }

  private void awaitReleases(long wanted) throws InterruptedException {
    try (TestGraph graph = new TestGraph(neo4j)) {
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
      long count = -1;
      while (count != wanted) {
        assertThat(System.nanoTime()).as("%d releases", count).isLessThan(deadline);
        assertThat(graph.driver().awaitAvailable(Duration.ofMinutes(2))).isTrue();
        count =
            graph
                .query("MATCH (n:Release) WHERE n.sha256 IS NOT NULL RETURN count(n) AS n")
                .getFirst()
                .get("n")
                .asLong();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }
}
