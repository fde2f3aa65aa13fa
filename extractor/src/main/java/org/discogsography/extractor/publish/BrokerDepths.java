package org.discogsography.extractor.publish;

import org.discogsography.resilience.rabbit.QueueDepth;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;

/** The queues of a real broker. Thread-safe. */
public record BrokerDepths(ResilientRabbitConnection connection) implements QueueDepths {
  @Override
  public QueueDepth of(String queue) {
    return connection.depth(queue);
  }

  @Override
  public void declare() throws InterruptedException {
    connection.declare();
  }
}
