package org.discogsography.resilience.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The broker as anybody else sees it. */
public final class RawClient implements AutoCloseable {
  private final Connection connection;
  private final Channel channel;

  public RawClient(String uri) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    factory.setAutomaticRecoveryEnabled(false);
    connection = factory.newConnection("test");
    channel = connection.createChannel();
  }

  /** A message taken from a queue for good. */
  public record Taken(String messageId, Map<String, Object> headers, byte[] body) {
    public long deliveryCount() {
      return headers.get("x-delivery-count") instanceof Number count ? count.longValue() : 0;
    }
  }

  /** Everything that is ready, taken out. */
  public List<Taken> drain(String queue) throws Exception {
    List<Taken> all = new ArrayList<>();
    GetResponse next = channel.basicGet(queue, true);
    while (next != null) {
      Map<String, Object> headers = next.getProps().getHeaders();
      all.add(
          new Taken(
              next.getProps().getMessageId(),
              headers == null ? Map.of() : headers,
              next.getBody()));
      next = channel.basicGet(queue, true);
    }
    return all;
  }

  public long ready(String queue) throws Exception {
    return channel.messageCount(queue);
  }

  public void delete(String queue) throws Exception {
    channel.queueDelete(queue);
  }

  public void declareClassic(String queue) throws Exception {
    channel.queueDeclare(queue, true, false, false, Map.of());
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }
}
