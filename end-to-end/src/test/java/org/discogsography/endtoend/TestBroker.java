package org.discogsography.endtoend;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;

/** RabbitMQ as the tests see it: a connection of their own for each question. */
final class TestBroker {
  private static final int CONFIRM_MILLIS = 60_000;

  private final RabbitMqServer server;

  /** A message for an exchange of the platform, good or bad. */
  record Message(EntityType type, BasicProperties properties, byte[] body) {}

  TestBroker(RabbitMqServer server) {
    this.server = server;
  }

  static List<String> workQueues() {
    return Stream.of(SinkName.values())
        .flatMap(
            sink -> Stream.of(EntityType.values()).map(type -> PlatformTopology.queue(sink, type)))
        .toList();
  }

  static List<String> deadLetterQueues() {
    return workQueues().stream().map(PlatformTopology::deadLetterQueue).toList();
  }

  /** Ready messages of all of them together. */
  long ready(List<String> queues) throws Exception {
    return with(channel -> {
      long ready = 0;
      for (String queue : queues) {
        ready += channel.queueDeclarePassive(queue).getMessageCount();
      }
      return ready;
    });
  }

  /** Whether somebody consumes from each of the work queues. */
  boolean allConsumed() {
    try {
      return with(channel -> {
        for (String queue : workQueues()) {
          if (channel.queueDeclarePassive(queue).getConsumerCount() == 0) {
            return false;
          }
        }
        return true;
      });
    } catch (Exception notYet) {
      return false;
    }
  }

  /** Confirmed when it returns. */
  void publish(List<Message> messages) throws Exception {
    with(channel -> {
      channel.confirmSelect();
      for (Message each : messages) {
        channel.basicPublish(
            PlatformTopology.exchange(each.type()), "", each.properties(), each.body());
      }
      channel.waitForConfirmsOrDie(CONFIRM_MILLIS);
      return null;
    });
  }

  /** Takes everything out of a queue. */
  List<GetResponse> drain(String queue) throws Exception {
    return with(channel -> {
      List<GetResponse> all = new ArrayList<>();
      for (GetResponse next = channel.basicGet(queue, true);
          next != null;
          next = channel.basicGet(queue, true)) {
        all.add(next);
      }
      return all;
    });
  }

  /** How often the messages at the head of a queue were given back; they stay there. */
  List<Long> deliveryCounts(String queue, int most) throws Exception {
    return with(channel -> {
      List<Long> counts = new ArrayList<>();
      GetResponse next = channel.basicGet(queue, false);
      while (next != null && counts.size() < most) {
        Map<String, Object> headers = next.getProps().getHeaders();
        Object count = headers == null ? null : headers.get("x-delivery-count");
        counts.add(count instanceof Number number ? number.longValue() : 0L);
        next = channel.basicGet(queue, false);
      }
      return counts;
    });
  }

  void delete(String queue) throws Exception {
    with(channel -> channel.queueDelete(queue));
  }

  <T> T with(Work<T> work) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(server.uri());
    factory.setAutomaticRecoveryEnabled(false);
    factory.setConnectionTimeout(5_000);
    factory.setChannelRpcTimeout(10_000);
    try (Connection connection = factory.newConnection("test")) {
      // Closing the connection ends the channel, which may be closed already.
      return work.run(connection.createChannel());
    }
  }

  /** Something to do with a channel. */
  @FunctionalInterface
  interface Work<T> {
    T run(Channel channel) throws Exception;
  }
}
