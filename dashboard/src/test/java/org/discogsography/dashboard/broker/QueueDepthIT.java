package org.discogsography.dashboard.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Predicate;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.tls.TrustedCertificates;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The figures of a real broker. */
@Timeout(180)
class QueueDepthIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RabbitMqServer server = TestServers.rabbitmq();
  private final BoundedHttp http = new BoundedHttp(Duration.ofSeconds(2));
  private ResilientRabbitConnection rabbit;

  @BeforeEach
  void connect() throws InterruptedException {
    rabbit =
        ResilientRabbitConnection.open(
            RabbitSettings.of(server.uri()),
            "queue-depth",
            PlatformTopology.of(EnumSet.allOf(SinkName.class)),
            new SimpleMeterRegistry());
    assertThat(rabbit.awaitConnected(LIMIT)).isTrue();
  }

  @AfterEach
  void disconnect() {
    rabbit.close();
    http.close();
  }

  @Test
  void countsWhatWaitsInEveryQueue() throws Exception {
    String releases = PlatformTopology.queue(SinkName.GRAPHINATOR, EntityType.RELEASES);
    publish(PlatformTopology.exchange(EntityType.RELEASES), "", 7);
    publish("", PlatformTopology.deadLetterQueue(releases), 2);
    BrokerWatch watch = watch(server.password());

    BrokerView view =
        await(
            watch,
            now -> now.queues().stream().anyMatch(q -> q.ready() == 7 && q.deadLetters() == 2));

    assertThat(view.state()).isEqualTo(BrokerState.UP);
    assertThat(view.queues()).hasSize(8).allMatch(QueueFigures::exists);
    assertThat(view.queues())
        .filteredOn(queue -> queue.type().equals("releases"))
        .extracting(QueueFigures::sink, QueueFigures::ready, QueueFigures::deadLetters)
        .containsExactly(tuple("graphinator", 7L, 2L), tuple("tableinator", 7L, 0L));
  }

  @Test
  void saysThatTheBrokerRefusesUs() {
    BrokerWatch watch = watch("wrong");

    watch.poll();

    assertThat(watch.view().state()).isEqualTo(BrokerState.REFUSED);
  }

  private BrokerWatch watch(String password) {
    ManagementSettings settings =
        new ManagementSettings(
            URI.create(server.managementUri()),
            server.username(),
            password,
            "/",
            TrustedCertificates.OF_THE_JVM);
    return BrokerWatch.over(http, settings, InstantSource.system());
  }

  private void publish(String exchange, String routingKey, int messages) throws Exception {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < messages; i++) {
      MessageProperties properties =
          new MessageProperties("m" + i, "record", "application/json", Instant.EPOCH, Map.of());
      rabbit
          .publisher()
          .publish(new OutboundMessage(exchange, routingKey, properties, body), () -> {});
    }
    assertThat(rabbit.publisher().awaitConfirmed(LIMIT)).isTrue();
  }

  /** The broker's own figures lag by some seconds; the test's timeout ends the wait. */
  private static BrokerView await(BrokerWatch watch, Predicate<BrokerView> condition)
      throws InterruptedException {
    watch.poll();
    while (!condition.test(watch.view())) {
      Thread.sleep(200);
      watch.poll();
    }
    return watch.view();
  }
}
