package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A consumer on a channel of its own: one epoch of delivery tags. The only place that acks, nacks
 * and rejects. The loop that owns it pulls a batch, settles it, pulls the next: never more than one
 * is in hand. When the channel, the connection or the consumer is gone, everything throws {@link
 * RabbitUnavailableException} and what was not settled is delivered again to whoever subscribes
 * next.
 *
 * <p>To be used by one thread; {@link #hurry} and {@link #close} may come from any.
 */
public final class Subscription implements AutoCloseable {
  private static final boolean AUTO_ACK = true;
  private static final boolean MULTIPLE = true;
  private static final boolean REQUEUE = true;

  /** With multiple: every delivery of the channel that is not settled. */
  private static final long ALL = 0;

  /** How long a batch without a single delivery may take, so that the loop is seen to run. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  /** How long nothing has to be delivered before the broker is asked about the consumer. */
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

  private final String queue;
  private final Channel channel;
  private final Duration closeTimeout;
  private final DeliveryBuffer buffer = new DeliveryBuffer();
  private final ConsumerCheck check;
  private List<Delivery> inHand = List.of();
  private String consumerTag = "";

  private Subscription(String queue, Channel channel, Duration closeTimeout) {
    this.queue = queue;
    this.channel = channel;
    this.closeTimeout = closeTimeout;
    this.check = new ConsumerCheck(channel, queue, CHECK_INTERVAL);
  }

  static Subscription open(
      BrokerConnection connection, String queue, int prefetch, Duration closeTimeout)
      throws IOException {
    Channel channel = connection.channel();
    Subscription subscription = new Subscription(queue, channel, closeTimeout);
    channel.addShutdownListener(subscription::ended);
    channel.basicQos(prefetch);
    subscription.consumerTag =
        channel.basicConsume(queue, !AUTO_ACK, subscription.new Deliveries(channel));
    return subscription;
  }

  public String queue() {
    return queue;
  }

  /**
   * The next deliveries, as soon as there are {@code max} or, when {@code maxWait} has passed since
   * the first of them, those that there are. Empty after a second without any.
   *
   * @throws RabbitUnavailableException if the subscription ended
   * @throws IllegalStateException if the batch before is not settled
   */
  public List<Delivery> nextBatch(int max, Duration maxWait) throws InterruptedException {
    if (!inHand.isEmpty()) {
      throw new IllegalStateException("the batch in hand is not settled");
    }
    inHand = List.copyOf(buffer.take(max, maxWait, IDLE));
    if (!inHand.isEmpty()) {
      check.delivered();
    } else if (check.isForgotten()) {
      buffer.end(new RabbitUnavailableException("The broker forgot the consumer of " + queue));
      buffer.check();
    }
    return inHand;
  }

  /**
   * Settles the batch in hand.
   *
   * @param batch what {@link #nextBatch} returned last
   * @param outcomes one for each delivery, in the same order
   * @throws RabbitUnavailableException if the subscription ended; the broker may or may not know
   *     the outcomes
   */
  public void settle(List<Delivery> batch, List<Outcome> outcomes) {
    if (!isInHand(batch) || outcomes.size() != batch.size()) {
      throw new IllegalArgumentException("not the batch in hand with an outcome for each");
    }
    buffer.check();
    try {
      for (int i = 0; i < batch.size(); i++) {
        boolean lastOfRun = i + 1 == batch.size() || outcomes.get(i + 1) != outcomes.get(i);
        if (lastOfRun) {
          settleUpTo(batch.get(i).tag(), outcomes.get(i));
        }
      }
    } catch (IOException | AlreadyClosedException e) {
      throw new RabbitUnavailableException("The batch of " + queue + " was not settled.", e);
    }
    inHand = List.of();
  }

  /**
   * Deliveries that are here and not settled; {@link #close} gives them back. None once the
   * subscription ended by itself, because then the broker takes them back.
   */
  public int unsettled() {
    return buffer.isEnded() ? 0 : inHand.size() + buffer.size();
  }

  /**
   * The queue was deleted and has been made again. The broker may have lost the consumer without a
   * word, or, where it was made at that very moment, keep a shadow of it in the new queue.
   */
  void queueWasLost() {
    buffer.end(new RabbitUnavailableException("The queue " + queue + " was deleted."));
  }

  boolean isEnded() {
    return buffer.isEnded();
  }

  /** Lets {@link #nextBatch} return at once with what there is, from now on. */
  public void hurry() {
    buffer.hurry();
  }

  /**
   * Gives everything that is not settled back to the queue, once, and closes the channel. Returns
   * within the settings' close timeout also when the broker is hung; then the end of the connection
   * gives the deliveries back.
   */
  @Override
  public void close() {
    if (channel.isOpen()) {
      Bounded.run("rabbitmq-unsubscribe", closeTimeout, this::giveBack);
    }
    buffer.end(new RabbitUnavailableException("The subscription of " + queue + " is closed."));
  }

  /** The very same list: one with equal tags may come from another channel. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isInHand(List<Delivery> batch) {
    return batch == inHand;
  }

  private void giveBack() throws Exception {
    channel.basicCancel(consumerTag);
    channel.basicNack(ALL, MULTIPLE, REQUEUE);
    channel.close();
  }

  /** Everything before this run is settled, so that multiple reaches just the run. */
  private void settleUpTo(long tag, Outcome outcome) throws IOException {
    switch (outcome) {
      case ACK -> channel.basicAck(tag, MULTIPLE);
      case REQUEUE -> channel.basicNack(tag, MULTIPLE, REQUEUE);
      case REJECT -> channel.basicNack(tag, MULTIPLE, !REQUEUE);
    }
  }

  private void ended(ShutdownSignalException cause) {
    buffer.end(new RabbitUnavailableException("The channel of " + queue + " is closed.", cause));
  }

  /** Called by the client, one after the other. */
  private final class Deliveries extends DefaultConsumer {
    Deliveries(Channel channel) {
      super(channel);
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
      buffer.add(Wire.delivery(queue, envelope, properties, body));
    }

    @Override
    public void handleCancel(String tag) {
      buffer.end(new RabbitUnavailableException("The broker cancelled the consumer of " + queue));
    }
  }
}
