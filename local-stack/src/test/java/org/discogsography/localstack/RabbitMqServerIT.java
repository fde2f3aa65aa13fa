package org.discogsography.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.discogsography.localstack.process.Await;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
final class RabbitMqServerIT {
  @TempDir private static Path directory;
  private RabbitMqServer server;

  @BeforeAll
  void start() throws Exception {
    server = new RabbitMqServer(directory.resolve("broker"), RabbitMqPorts.free());
    server.start();
    // A queue is only safe from a kill once the broker's register of queues is on disk, which a
    // declaration does not wait for (3.10).
    declare("killed");
    server.stop();
    server.start();
  }

  @AfterAll
  void stop() {
    server.kill();
    server.clean();
  }

  @Test
  void keepsQuorumQueuesOverStopAndStart() throws Exception {
    publish("stopped");
    server.stop();
    assertThat(server.running()).isFalse();
    assertThat(ProcessTreeProbe.commandLinesUnder(directory)).isEmpty();
    server.start();
    assertThat(arrives("stopped")).isTrue();
  }

  @Test
  void keepsConfirmedMessagesOverKill() throws Exception {
    publish("killed");
    server.kill();
    assertThat(ProcessTreeProbe.commandLinesUnder(directory)).isEmpty();
    server.start();
    assertThat(arrives("killed")).isTrue();
  }

  @Test
  void hangsWhilePausedAndGoesOnAfterwards() throws Exception {
    server.pause();
    try {
      assertThat(server.answers()).isFalse();
    } finally {
      server.resume();
    }
    publish("paused");
  }

  @Test
  void isControlledByItsOwnTool() {
    assertThat(server.ctl("list_users")).contains(server.username());
    assertThatThrownBy(() -> server.ctl("no_such_command"))
        .isInstanceOf(org.discogsography.localstack.process.LocalStackException.class);
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    ConnectionFactory factory = factory();
    factory.setPassword("wrong");
    assertThatThrownBy(factory::newConnection).isInstanceOf(AuthenticationFailureException.class);
  }

  private void declare(String queue) throws Exception {
    try (Connection connection = factory().newConnection();
        Channel channel = connection.createChannel()) {
      declare(channel, queue);
    }
  }

  private static void declare(Channel channel, String queue) throws IOException {
    channel.queueDeclare(queue, true, false, false, Map.of("x-queue-type", "quorum"));
  }

  private void publish(String queue) throws Exception {
    try (Connection connection = factory().newConnection();
        Channel channel = connection.createChannel()) {
      declare(channel, queue);
      channel.confirmSelect();
      channel.basicPublish("", queue, MessageProperties.PERSISTENT_BASIC, new byte[] {1});
      channel.waitForConfirmsOrDie(20_000);
    }
  }

  /** A queue that has just recovered may say for a moment that it is empty. */
  private boolean arrives(String queue) throws Exception {
    try (Connection connection = factory().newConnection();
        Channel channel = connection.createChannel()) {
      return Await.until(Duration.ofSeconds(30), () -> get(channel, queue));
    }
  }

  private static boolean get(Channel channel, String queue) {
    try {
      return channel.basicGet(queue, true) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConnectionFactory factory() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(server.uri());
    return factory;
  }
}
