package org.discogsography.resilience.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.discogsography.resilience.rabbit.ConfirmingPublisher;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.Outcome;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.Subscription;

/** The real broker. Thread-safe. */
record RabbitBroker(ResilientRabbitConnection connection) implements Broker {
  @Override
  public boolean awaitConnected(Duration limit) throws InterruptedException {
    return connection.awaitConnected(limit);
  }

  @Override
  public Intake subscribe(String queue, int prefetch) throws InterruptedException {
    return new SubscriptionIntake(connection.subscribe(queue, prefetch));
  }

  /** A body that is too large even to be published counts as not confirmed. */
  @Override
  public List<Boolean> publishOnce(List<OutboundMessage> messages, Duration limit)
      throws InterruptedException {
    ConfirmingPublisher publisher = connection.publisher();
    List<OutboundMessage> fitting =
        messages.stream().filter(each -> fits(each, publisher)).toList();
    List<Boolean> confirmed = new ArrayList<>(publisher.publishOnce(fitting, limit));
    return messages.stream()
        .map(each -> fits(each, publisher) ? confirmed.removeFirst() : false)
        .toList();
  }

  private static boolean fits(OutboundMessage message, ConfirmingPublisher publisher) {
    return message.body().length <= publisher.maxBodyBytes();
  }

  private record SubscriptionIntake(Subscription subscription) implements Intake {
    @Override
    public List<Delivery> nextBatch(int max, Duration maxWait) throws InterruptedException {
      return subscription.nextBatch(max, maxWait);
    }

    @Override
    public void settle(List<Delivery> batch, List<Outcome> outcomes) {
      subscription.settle(batch, outcomes);
    }

    @Override
    public int unsettled() {
      return subscription.unsettled();
    }

    @Override
    public void hurry() {
      subscription.hurry();
    }

    @Override
    public void close() {
      subscription.close();
    }
  }
}
