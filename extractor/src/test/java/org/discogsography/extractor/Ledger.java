package org.discogsography.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.discogsography.extractor.dump.DumpFile;
import org.discogsography.extractor.dump.DumpSet;
import org.discogsography.extractor.pipeline.Extraction;
import org.discogsography.extractor.pipeline.ExtractionSettings;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.RecordMessageCodec;
import org.discogsography.messages.SinkName;

/** Takes everything out of one worker's queues and keeps only what content each id came with. */
final class Ledger implements AutoCloseable {
  private static final int PREFETCH = 500;

  private final Map<EntityType, Map<Long, Long>> hashes = new EnumMap<>(EntityType.class);
  private final AtomicLong received = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final Connection connection;

  Ledger(String uri, SinkName sink) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(uri);
    factory.setAutomaticRecoveryEnabled(false);
    this.connection = factory.newConnection();
    for (EntityType type : EntityType.values()) {
      Map<Long, Long> ofType = new ConcurrentHashMap<>();
      hashes.put(type, ofType);
      Channel channel = connection.createChannel();
      channel.basicQos(PREFETCH);
      channel.basicConsume(PlatformTopology.queue(sink, type), false, new Taker(channel, ofType));
    }
  }

  /** Messages, those that came again included. */
  long received() {
    return received.get();
  }

  /** Different records. */
  long distinct() {
    return hashes.values().stream().mapToLong(Map::size).sum();
  }

  /** Every record of the dump came, with its content, and nothing else did. */
  void assertHoldsExactly(DumpSet dump) throws Exception {
    assertThat(wrong).as("contents that do not fit their hash").hasValue(0);
    for (DumpFile file : dump.files().values()) {
      Map<Long, Long> expected = new ConcurrentHashMap<>();
      try (Extraction extraction = new Extraction(file, ExtractionSettings.defaults())) {
        extraction.run(batch -> {
          for (int i = 0; i < batch.count(); i++) {
            expected.put(batch.id(i), batch.hashHigh(i));
          }
        });
      }
      assertThat(hashes.get(file.type()).equals(expected))
          .as("%s: %d of %d", file.type(), hashes.get(file.type()).size(), expected.size())
          .isTrue();
    }
  }

  @Override
  public void close() throws Exception {
    connection.close();
  }

  private final class Taker extends DefaultConsumer {
    private final Map<Long, Long> ofType;

    Taker(Channel channel, Map<Long, Long> ofType) {
      super(channel);
      this.ofType = ofType;
    }

    @Override
    public void handleDelivery(
        String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
        throws IOException {
      byte[] hash = RecordMessageCodec.sha256(body);
      if (!HexFormat.of().formatHex(hash).equals(properties.getMessageId())) {
        wrong.incrementAndGet();
      }
      long high = ByteBuffer.wrap(hash).getLong();
      ofType.put(((Number) properties.getHeaders().get("id")).longValue(), high);
      received.incrementAndGet();
      getChannel().basicAck(envelope.getDeliveryTag(), false);
    }
  }
}
