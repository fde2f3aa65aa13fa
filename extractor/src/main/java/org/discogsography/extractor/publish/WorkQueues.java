package org.discogsography.extractor.publish;

import java.util.Set;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;

/** The queues that the workers take from. */
public final class WorkQueues {
  private final ResilientRabbitConnection connection;
  private final Set<SinkName> sinks;

  public WorkQueues(ResilientRabbitConnection connection, Set<SinkName> sinks) {
    this.connection = connection;
    this.sinks = Set.copyOf(sinks);
  }

  /** Whether every worker works; false also when the broker cannot tell. */
  public boolean allHaveConsumers() throws InterruptedException {
    try {
      for (SinkName sink : sinks) {
        for (EntityType type : EntityType.values()) {
          if (connection.depth(PlatformTopology.queue(sink, type)).consumers() == 0) {
            return false;
          }
        }
      }
      return true;
    } catch (RabbitUnavailableException e) {
      return false;
    }
  }
}
