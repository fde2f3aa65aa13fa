package org.discogsography.verify.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage.Upsert;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.messages.Version;
import org.discogsography.resilience.config.Environment;
import org.discogsography.resilience.rabbit.DeadLetterBrowser;
import org.discogsography.resilience.rabbit.DeadLetterBrowser.Look;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.verify.ToolsMain;
import picocli.CommandLine;

/** The platform's queues on the broker of the tests, emptied first. */
final class TestBroker implements AutoCloseable {
  static final EntityType TYPE = EntityType.RELEASES;
  static final String QUEUE = PlatformTopology.queue(SinkName.TABLEINATOR, TYPE);
  static final String DEAD = PlatformTopology.deadLetterQueue(QUEUE);

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RabbitMqServer server = TestServers.rabbitmq();
  private final ResilientRabbitConnection connection =
      ResilientRabbitConnection.open(
          RabbitSettings.of(server.uri()),
          "test",
          PlatformTopology.of(EnumSet.allOf(SinkName.class)),
          new SimpleMeterRegistry());

  TestBroker() throws InterruptedException {
    assertThat(connection.awaitConnected(LIMIT)).isTrue();
    for (String queue : queues()) {
      take(queue);
    }
  }

  ResilientRabbitConnection connection() {
    return connection;
  }

  String uri() {
    return server.uri();
  }

  /** What a run of scripts/dlq left. */
  record Run(int status, String output) {}

  Run dlq(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addFirst("dlq");
    StringWriter output = new StringWriter();
    CommandLine commands =
        ToolsMain.commands(Environment.of(Map.of("AMQP_CONNECTION", server.uri())));
    commands.setOut(new PrintWriter(output, true));
    commands.setErr(new PrintWriter(output, true));
    return new Run(commands.execute(all.toArray(String[]::new)), output.toString());
  }

  void publish(List<OutboundMessage> messages) throws InterruptedException {
    assertThat(connection.publisher().publishOnce(messages, LIMIT)).doesNotContain(false);
  }

  static Upsert release(long id) {
    byte[] body = "{\"id\":%d}".formatted(id).getBytes(StandardCharsets.UTF_8);
    Version version = new Version(20_260_101, 7);
    return new Upsert(TYPE, id, version, RecordMessageCodec.sha256(body), false, body);
  }

  /** A release for one queue only. */
  static OutboundMessage to(String queue, long id) {
    OutboundMessage message = RecordMessageCodec.encode(release(id), Instant.EPOCH);
    return new OutboundMessage("", queue, message.properties(), message.body());
  }

  long ready(String queue) {
    return connection.depth(queue).ready();
  }

  /** Ready ones, and those that somebody has in hand. */
  long messages(String queue) {
    return server
        .ctl("list_queues", "--silent", "name", "messages")
        .lines()
        .filter(line -> line.startsWith(queue + "\t"))
        .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf('\t') + 1).strip()))
        .sum();
  }

  void awaitReady(String queue, long count) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (ready(queue) != count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    assertThat(ready(queue)).as(queue).isEqualTo(count);
  }

  /** Everything that is ready, taken out. */
  List<Delivery> take(String queue) {
    List<Delivery> all = new ArrayList<>();
    try (DeadLetterBrowser browser =
            DeadLetterBrowser.open(
                RabbitSettings.of(server.uri()),
                "test",
                PlatformTopology.of(EnumSet.allOf(SinkName.class)));
        Look look = browser.look(queue)) {
      for (Delivery each = look.next(); each != null; each = look.next()) {
        all.add(each);
        look.remove(each);
      }
    }
    return all;
  }

  static List<String> queues() {
    List<String> queues = new ArrayList<>();
    for (SinkName sink : SinkName.values()) {
      for (EntityType type : EntityType.values()) {
        queues.add(PlatformTopology.queue(sink, type));
        queues.add(PlatformTopology.deadLetterQueue(PlatformTopology.queue(sink, type)));
      }
    }
    return queues;
  }

  @Override
  public void close() {
    connection.close();
  }
}
