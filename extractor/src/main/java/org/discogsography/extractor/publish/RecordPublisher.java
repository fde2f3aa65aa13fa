package org.discogsography.extractor.publish;

import java.time.Duration;
import org.discogsography.messages.RecordMessage;

/**
 * Sends records until the broker has them, however long it is away. Called by one thread;
 * confirmations arrive on another.
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

  /** Whether the broker can be reached, waiting for it up to the limit. */
  boolean awaitConnected(Duration limit) throws InterruptedException;
}
