package org.discogsography.resilience.worker;

import java.time.Duration;
import java.util.List;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.Outcome;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;

/** What a loop needs of RabbitMQ. */
interface Broker {
  /** As {@link org.discogsography.resilience.rabbit.Subscription}. */
  interface Intake extends AutoCloseable {
    List<Delivery> nextBatch(int max, Duration maxWait) throws InterruptedException;

    void settle(List<Delivery> batch, List<Outcome> outcomes);

    int unsettled();

    void hurry();

    @Override
    void close();
  }

  /** Waits for the connection; false when the limit passed first. */
  boolean awaitConnected(Duration limit) throws InterruptedException;

  /**
   * A new subscription.
   *
   * @throws RabbitUnavailableException if there is none to be had
   */
  Intake subscribe(String queue, int prefetch) throws InterruptedException;

  /** Publishes each once; true for those that the broker confirmed within the limit. */
  List<Boolean> publishOnce(List<OutboundMessage> messages, Duration limit)
      throws InterruptedException;
}
