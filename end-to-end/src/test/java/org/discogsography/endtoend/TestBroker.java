package org.discogsography.endtoend;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.GetResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.discogsography.localstack.RabbitMqServer;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.SinkName;

/** RabbitMQ as the tests see it: a connection of their own for each question. */
final class TestBroker {
  private static final int CONFIRM_MILLIS = 60_000;
  private static final int FIRST_DELIVERY_SECONDS = 5;
  private static final int LAST_DELIVERY_MILLIS = 300;

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

  /**
   * Dead letters of all queues, each (queue, body, id, version) once: one may be there twice when
   * its confirm was late. They stay there.
   */
  long deadLetters() throws Exception {
    Set<String> distinct = new HashSet<>();
    with(channel -> {
      for (String queue : deadLetterQueues()) {
        for (GetResponse next = channel.basicGet(queue, false);
            next != null;
            next = channel.basicGet(queue, false)) {
          Map<String, Object> headers = next.getProps().getHeaders();
          distinct.add(
              String.join(
                  " ",
                  queue,
                  next.getProps().getMessageId(),
                  String.valueOf(headers.get("id")),
                  String.valueOf(headers.get("dump")),
                  String.valueOf(headers.get("run"))));
        }
      }
      return null;
    });
    return distinct.size();
  }

  /**
   * How often the messages at the head of a queue were given back; they stay there. By consuming,
   * because a queue with a single active consumer refuses to be asked.
   */
  List<Long> deliveryCounts(String queue, int most) throws Exception {
    return with(channel -> {
      BlockingQueue<Long> counts = new LinkedBlockingQueue<>();
      channel.basicQos(most);
      channel.basicConsume(
          queue, false, (tag, delivery) -> counts.add(deliveryCount(delivery)), tag -> {});
      List<Long> all = new ArrayList<>();
      Long next = counts.poll(FIRST_DELIVERY_SECONDS, TimeUnit.SECONDS);
      while (next != null) {
        all.add(next);
        next = counts.poll(LAST_DELIVERY_MILLIS, TimeUnit.MILLISECONDS);
      }
      return all;
    });
  }

  private static long deliveryCount(Delivery delivery) {
    Map<String, Object> headers = delivery.getProperties().getHeaders();
    return headers != null && headers.get("x-delivery-count") instanceof Number count
        ? count.longValue()
        : 0;
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
