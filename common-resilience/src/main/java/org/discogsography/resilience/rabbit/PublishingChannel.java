package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.Return;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;

/** One channel in confirm mode: one epoch of sequence numbers. Written to by one thread. */
final class PublishingChannel {
  private static final boolean MANDATORY = true;

  /** What the broker says about this channel, on the client's thread. */
  interface Events extends ConfirmListener {
    void returned(long sequence, String why);

    void lost(ShutdownSignalException cause);
  }

  private final Channel channel;

  private PublishingChannel(Channel channel) {
    this.channel = channel;
  }

  static PublishingChannel open(BrokerConnection connection) throws IOException {
    PublishingChannel opened = new PublishingChannel(connection.channel());
    opened.channel.confirmSelect();
    return opened;
  }

  /** Called once, before the first message. */
  void listen(Events events) {
    channel.addConfirmListener(events);
    channel.addReturnListener((Return message) ->
        events.returned(sequence(message.getProperties()), message.getReplyText()));
    channel.addShutdownListener(events::lost);
  }

  void publish(Outstanding outstanding) throws IOException {
    OutboundMessage message = outstanding.message();
    AMQP.BasicProperties properties =
        Wire.properties(message.properties(), Long.toString(outstanding.sequence()));
    channel.basicPublish(
        message.exchange(), message.routingKey(), MANDATORY, properties, message.body());
  }

  void close(Duration limit) {
    if (channel.isOpen()) {
      Bounded.run("rabbitmq-close", limit, channel::abort);
    }
  }

  private static long sequence(AMQP.BasicProperties properties) {
    return Long.parseLong(properties.getCorrelationId());
  }
}
