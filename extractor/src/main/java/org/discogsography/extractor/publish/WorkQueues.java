package org.discogsography.extractor.publish;

import java.util.List;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.QueueDepth;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;

/** The queues that the workers take from. Thread-safe. */
public final class WorkQueues {
  private final QueueDepths depths;
  private final Set<SinkName> sinks;

  public WorkQueues(QueueDepths depths, Set<SinkName> sinks) {
    this.depths = depths;
    this.sinks = Set.copyOf(sinks);
  }

  /** Whether every worker works; false also when the broker cannot tell. */
  public boolean allHaveConsumers() {
    try {
      for (EntityType type : EntityType.values()) {
        for (String queue : of(type)) {
          if (depth(queue).consumers() == 0) {
            return false;
          }
        }
      }
      return true;
    } catch (RabbitUnavailableException e) {
      return false;
    }
  }

  /**
   * Has every queue made and bound: one that somebody deleted is made again, and its records are
   * asked for. Does nothing while the broker is away, because connecting does the same.
   */
  public void restore() throws InterruptedException {
    try {
      depths.declare();
      for (EntityType type : EntityType.values()) {
        of(type).forEach(this::depth);
      }
    } catch (RabbitUnavailableException e) {
      // Seen to when the connection is back.
    }
  }

  List<String> of(EntityType type) {
    return sinks.stream().map(sink -> PlatformTopology.queue(sink, type)).sorted().toList();
  }

  QueueDepth depth(String queue) {
    return depths.of(queue);
  }
}
