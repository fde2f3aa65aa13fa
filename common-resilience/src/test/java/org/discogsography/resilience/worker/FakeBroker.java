package org.discogsography.resilience.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.discogsography.resilience.rabbit.Outcome;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;

/** One queue in memory that counts how often each message was given back. */
final class FakeBroker implements Broker {
  private final String queue;
  private final Deque<String> ready = new ArrayDeque<>();
  private final List<String> acked = new ArrayList<>();
  private final List<String> rejected = new ArrayList<>();
  private final List<OutboundMessage> deadLetters = new ArrayList<>();
  private final Map<String, Integer> returns = new HashMap<>();
  private boolean takesDeadLetters = true;
  private int lostSettlements;
  private int subscriptions;
  private int open;

  FakeBroker(String queue) {
    this.queue = queue;
  }

  synchronized void add(String... ids) {
    ready.addAll(List.of(ids));
    notifyAll();
  }

  synchronized void refuseDeadLetters() {
    takesDeadLetters = false;
  }

  /** The next settlements find the channel closed. */
  synchronized void loseSettlements(int count) {
    lostSettlements = count;
  }

  synchronized List<String> acked() {
    return List.copyOf(acked);
  }

  synchronized List<String> rejected() {
    return List.copyOf(rejected);
  }

  synchronized List<OutboundMessage> deadLetters() {
    return List.copyOf(deadLetters);
  }

  /** How often the message that was given back most often was given back. */
  synchronized int mostReturns() {
    return returns.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  synchronized int subscriptions() {
    return subscriptions;
  }

  /** Consumers at this moment. */
  synchronized int open() {
    return open;
  }

  @Override
  public boolean awaitConnected(Duration limit) {
    return true;
  }

  @Override
  public synchronized Intake subscribe(String subscribed, int prefetch) {
    subscriptions++;
    open++;
    return new FakeIntake();
  }

  @Override
  public synchronized List<Boolean> publishOnce(List<OutboundMessage> messages, Duration limit) {
    if (takesDeadLetters) {
      deadLetters.addAll(messages);
    }
    return messages.stream().map(message -> takesDeadLetters).toList();
  }

  private final class FakeIntake implements Intake {
    private List<Delivery> inHand = List.of();
    private boolean hurried;
    private boolean lost;

    @Override
    public List<Delivery> nextBatch(int max, Duration maxWait) throws InterruptedException {
      synchronized (FakeBroker.this) {
        if (ready.isEmpty() && !hurried) {
          FakeBroker.this.wait(10);
        }
        List<Delivery> batch = new ArrayList<>();
        while (batch.size() < max && !ready.isEmpty()) {
          batch.add(delivery(batch.size() + 1, ready.remove()));
        }
        inHand = batch;
        return batch;
      }
    }

    @Override
    public void settle(List<Delivery> batch, List<Outcome> outcomes) {
      synchronized (FakeBroker.this) {
        if (lostSettlements-- > 0) {
          lost = true;
          throw new RabbitUnavailableException("lost on purpose");
        }
        for (int i = 0; i < batch.size(); i++) {
          String id = batch.get(i).properties().messageId();
          switch (outcomes.get(i)) {
            case ACK -> acked.add(id);
            case REJECT -> rejected.add(id);
            case REQUEUE -> giveBack(id);
          }
        }
        inHand = List.of();
      }
    }

    @Override
    public int unsettled() {
      return lost ? 0 : inHand.size();
    }

    @Override
    public void hurry() {
      synchronized (FakeBroker.this) {
        hurried = true;
        FakeBroker.this.notifyAll();
      }
    }

    @Override
    public void close() {
      synchronized (FakeBroker.this) {
        inHand.reversed().forEach(each -> giveBack(each.properties().messageId()));
        inHand = List.of();
        open--;
      }
    }

    private void giveBack(String id) {
      ready.addFirst(id);
      returns.merge(id, 1, Integer::sum);
    }

    private Delivery delivery(long tag, String id) {
      MessageProperties properties =
          new MessageProperties(id, "record", "text/plain", Instant.EPOCH, Map.of("id", id));
      return new Delivery(tag, false, "exchange", queue, properties, id.getBytes());
    }
  }
}
