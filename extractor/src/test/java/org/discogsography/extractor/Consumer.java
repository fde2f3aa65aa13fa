package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessage;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.MessageProperties;
import org.discogsography.resilience.worker.Decoded;

/** Reads queues with the plain client, as any consumer could. */
final class Consumer implements AutoCloseable {
  private final Connection connection;
  private final Channel channel;

  Consumer(String uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    factory.setAutomaticRecoveryEnabled(false);
    this.connection = factory.newConnection();
    this.channel = connection.createChannel();
  }

  /** Everything that is ready in one queue, decoded, in its order. */
  List<RecordMessage> drain(SinkName sink, EntityType type) throws Exception {
    String queue = PlatformTopology.queue(sink, type);
    long ready = channel.messageCount(queue);
    BlockingQueue<com.rabbitmq.client.Delivery> received = new LinkedBlockingQueue<>();
    String tag =
        channel.basicConsume(queue, true, (t, delivery) -> received.add(delivery), t -> {});
    List<RecordMessage> messages = new ArrayList<>();
    while (messages.size() < ready) {
      var next = received.poll(30, TimeUnit.SECONDS);
      assertThat(next).as("message %d of %d", messages.size() + 1, ready).isNotNull();
      messages.add(decoded(queue, type, next));
    }
    channel.basicCancel(tag);
    return messages;
  }

  /** The last upsert of each id in one queue. */
  Map<Long, RecordMessage.Upsert> upserts(SinkName sink, EntityType type) throws Exception {
    Map<Long, RecordMessage.Upsert> upserts = new TreeMap<>();
    for (RecordMessage message : drain(sink, type)) {
      if (message instanceof RecordMessage.Upsert upsert) {
        upserts.put(upsert.id(), upsert);
      }
    }
    return upserts;
  }

  Channel channel() {
    return channel;
  }

  void purge() throws Exception {
    for (SinkName sink : SinkName.values()) {
      for (EntityType type : EntityType.values()) {
        channel.queuePurge(PlatformTopology.queue(sink, type));
      }
    }
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }

  private static RecordMessage decoded(
      String queue, EntityType type, com.rabbitmq.client.Delivery delivery) {
    return switch (RecordMessageCodec.decode(type, delivery(queue, delivery))) {
      case Decoded.Usable<RecordMessage>(RecordMessage message) -> message;
      case Decoded.Malformed<RecordMessage>(String reason, String detail) ->
          throw new AssertionError(reason + ": " + detail);
    };
  }

  private static Delivery delivery(String queue, com.rabbitmq.client.Delivery delivery) {
    var properties = delivery.getProperties();
    return new Delivery(
        delivery.getEnvelope().getDeliveryTag(),
        delivery.getEnvelope().isRedeliver(),
        delivery.getEnvelope().getExchange(),
        queue,
        new MessageProperties(
            properties.getMessageId(),
            properties.getType(),
            properties.getContentType(),
            properties.getTimestamp().toInstant(),
            properties.getHeaders()),
        delivery.getBody());
  }
}
