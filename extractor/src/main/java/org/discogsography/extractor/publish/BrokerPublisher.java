package org.discogsography.extractor.publish;

import java.time.Clock;
import java.time.Duration;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.resilience.rabbit.ConfirmingPublisher;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;

/** Publishes to the exchange of each type through a connection that comes back. */
public final class BrokerPublisher implements RecordPublisher {
  private final ResilientRabbitConnection connection;
  private final ConfirmingPublisher publisher;
  private final Clock clock;

  public BrokerPublisher(ResilientRabbitConnection connection, Clock clock) {
    this.connection = connection;
    this.publisher = connection.publisher();
    this.clock = clock;
  }

  @Override
  public void publish(RecordMessage message, Runnable whenConfirmed) throws InterruptedException {
    publisher.publish(RecordMessageCodec.encode(message, clock.instant()), whenConfirmed);
  }

  @Override
  public boolean awaitConfirmed(Duration limit) throws InterruptedException {
    return publisher.awaitConfirmed(limit);
  }

  @Override
  public boolean awaitConnected(Duration limit) throws InterruptedException {
    return connection.awaitConnected(limit);
  }
}
