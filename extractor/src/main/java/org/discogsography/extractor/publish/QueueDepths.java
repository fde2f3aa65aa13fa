package org.discogsography.extractor.publish;

import org.discogsography.resilience.rabbit.QueueDepth;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;

/** Asks the broker how full a queue is. */
@FunctionalInterface
public interface QueueDepths {
  /**
   * Returns within the connection's acquire timeout.
   *
   * @throws RabbitUnavailableException if the broker does not tell
   */
  QueueDepth of(String queue);

  /** Has every queue made and bound that is not; does nothing while the broker is away. */
  default void declare() throws InterruptedException {}
}
