package org.discogsography.verify;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.RabbitSettings;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.verify.compare.Repair;

/** Publishes through RabbitMQ, with a confirm for each message. */
final class BrokerOutbox implements Repair.Outbox, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final ResilientRabbitConnection connection;

  private BrokerOutbox(ResilientRabbitConnection connection) {
    this.connection = connection;
  }

  /**
   * Connects, and declares what the platform declares.
   *
   * @throws UnreachableException if the broker does not answer within 15 seconds, or refuses
   */
  static BrokerOutbox open(RabbitSettings settings, Set<SinkName> sinks, String clientName)
      throws InterruptedException {
    ResilientRabbitConnection connection =
        ResilientRabbitConnection.open(
            settings, clientName, PlatformTopology.forTools(sinks), new SimpleMeterRegistry());
    try {
      Arrival.await("RabbitMQ", settings, connection::awaitConnected, connection::availability);
    } catch (InterruptedException | UnreachableException e) {
      connection.close();
      throw e;
    }
    return new BrokerOutbox(connection);
  }

  @Override
  public void send(List<OutboundMessage> messages) throws InterruptedException {
    if (connection.publisher().publishOnce(messages, PATIENCE).contains(false)) {
      throw new UnreachableException(
          "RabbitMQ did not confirm everything within %d s; run this again."
              .formatted(PATIENCE.toSeconds()));
    }
  }

  @Override
  public void close() {
    connection.close();
  }
}
