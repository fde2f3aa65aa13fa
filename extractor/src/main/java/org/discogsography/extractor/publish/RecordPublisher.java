package org.discogsography.extractor.publish;

import java.time.Duration;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.RecordMessage;

/**
 * Sends records until the broker has them, however long it is away. Called by one thread for each
 * type; confirmations arrive on another.
 */
public interface RecordPublisher {
  /**
   * Takes a message; waits while too much is on its way already.
   *
   * @param whenConfirmed runs once, when every queue has the message
   */
  void publish(RecordMessage message, Runnable whenConfirmed) throws InterruptedException;

  /** Whether everything was confirmed within the limit. */
  boolean awaitConfirmed(Duration limit) throws InterruptedException;

  /** Whether records of a type are held back, because enough of them wait in a queue. */
  default boolean holdsBack(EntityType type) {
    return false;
  }

  /** Whether the broker can be reached, waiting for it up to the limit. */
  boolean awaitConnected(Duration limit) throws InterruptedException;
}
