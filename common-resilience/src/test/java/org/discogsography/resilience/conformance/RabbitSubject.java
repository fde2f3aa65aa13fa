package org.discogsography.resilience.conformance;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.discogsography.localstack.LocalServer;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.localstack.TestServers;
import org.discogsography.resilience.health.HealthIndicator;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.TestTopology;

/** RabbitMQ, its connection and its publisher. */
final class RabbitSubject implements Subject {
  private static final Duration CALL = Duration.ofSeconds(2);

  private final RabbitMqServer server = TestServers.rabbitmq();
  private final TestTopology topology = TestTopology.withQueues(1);

  @Override
  public String name() {
    return "rabbitmq";
  }

  @Override
  public LocalServer server() {
    return server;
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public Client open(int port) {
    return new BrokerClient(
        ResilientRabbitConnection.open(
            settings(server, port), "conformance", topology.topology(), new SimpleMeterRegistry()),
        topology);
  }

  /** With limits that a test can wait for. */
  static RabbitSettings settings(RabbitMqServer server, int port) {
    RabbitSettings usual =
        RabbitSettings.of(
            "amqp://%s:%s@127.0.0.1:%d".formatted(server.username(), server.password(), port));
    return new RabbitSettings(
        usual.uri(),
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofSeconds(3),
        CALL,
        Duration.ofSeconds(1),
        usual.windowMessages(),
        usual.windowBytes(),
        usual.maxBodyBytes(),
        usual.republishPause());
  }

  @Override
  public boolean greets() {
    return Greeting.amqp().isReturnedBy(server.port());
  }

  @Override
  public int connectionsAtServer() {
    String answer = server.ctl("eval", "length(rabbit_networking:connections()).");
    return Integer.parseInt(answer.strip());
  }

  @Override
  public boolean owns(String threadName) {
    return threadName.startsWith("rabbitmq") || threadName.startsWith("AMQP");
  }

  @Override
  public Duration callLimit() {
    return CALL;
  }

  @Override
  public Duration closeLimit() {
    return Duration.ofSeconds(10);
  }

  private record BrokerClient(ResilientRabbitConnection connection, TestTopology topology)
      implements Client {
    @Override
    public void operate() throws InterruptedException {
      if (!connection.publisher().publishOnce(topology.message(1), CALL)) {
        throw new RabbitUnavailableException("The broker did not confirm in time.");
      }
    }

    @Override
    public boolean awaitAvailable(Duration limit) throws InterruptedException {
      return connection.awaitConnected(limit);
    }

    @Override
    public HealthIndicator health() {
      return connection.health();
    }

    @Override
    public void close() {
      connection.close();
    }
  }
}
