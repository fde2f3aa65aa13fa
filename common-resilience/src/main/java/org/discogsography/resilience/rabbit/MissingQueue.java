package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says so before a missing queue is made. */
final class MissingQueue {
  private static final Logger LOG = LoggerFactory.getLogger(MissingQueue.class);
  private static final Duration TO_CONFIRM = Duration.ofSeconds(10);
  private static final boolean MANDATORY = true;

  private MissingQueue() {}

  /**
   * Returns when the announcement is safe with the broker, or none is needed.
   *
   * @throws IOException if it is not; then the queue must not be made
   */
  static void announce(Topology.Queue queue, BrokerConnection announcing)
      throws IOException, TimeoutException {
    Supplier<OutboundMessage> announcement = queue.announcement();
    if (announcement != null) {
      publish(announcement.get(), announcing);
      LOG.info("The queue {} is missing; announced that it is made now", queue.name());
    }
  }

  /** Whether the broker has no queue of that name. */
  static boolean isMissing(String queue, BrokerConnection connection)
      throws IOException, TimeoutException {
    // Asking for what is not there costs the channel.
    try (Channel channel = connection.channel()) {
      channel.queueDeclarePassive(queue);
      return false;
    } catch (IOException e) {
      if (isNotFound(e)) {
        return true;
      }
      throw e;
    }
  }

  private static boolean isNotFound(IOException failure) {
    return failure.getCause() instanceof ShutdownSignalException signal
        && signal.getReason() instanceof AMQP.Channel.Close close
        && close.getReplyCode() == AMQP.NOT_FOUND;
  }

  private static void publish(OutboundMessage message, BrokerConnection connection)
      throws IOException, TimeoutException {
    AtomicBoolean returned = new AtomicBoolean();
    try (Channel channel = connection.channel()) {
      channel.confirmSelect();
      channel.addReturnListener((Return none) -> returned.set(true));
      channel.basicPublish(
          message.exchange(),
          message.routingKey(),
          MANDATORY,
          Wire.properties(message.properties(), ""),
          message.body());
      channel.waitForConfirmsOrDie(TO_CONFIRM.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted announcing a missing queue", e);
    }
    if (returned.get()) {
      throw new IOException("no queue takes the announcement to " + message.routingKey());
    }
  }
}
