package org.discogsography.resilience.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.discogsography.resilience.rabbit.Eventually.eventually;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.discogsography.localstack.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsumerCheckIT {
  private final CountDownLatch closed = new CountDownLatch(1);
  private Connection connection;
  private Channel channel;
  private String queue;

  @BeforeEach
  void open() throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(TestServers.rabbitmq().uri());
    connection = factory.newConnection("consumer check");
    channel = connection.createChannel();
    queue = channel.queueDeclare().getQueue();
    channel.addShutdownListener(cause -> closed.countDown());
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
  }

  @Test
  void findsThatNobodyConsumes() throws Exception {
    eventually("forgotten", check(Duration.ZERO)::isForgotten);
  }

  @Test
  void findsTheConsumerEachTime() throws Exception {
    channel.basicConsume(queue, new DefaultConsumer(channel));
    ConsumerCheck check = check(Duration.ZERO);
    for (int i = 0; i < 200; i++) {
      assertThat(check.isForgotten()).isFalse();
      channel.queueDeclarePassive(queue);
    }
  }

  @Test
  void doesNotAskWhileMessagesComeIn() throws Exception {
    ConsumerCheck check = check(Duration.ofMinutes(1));
    check.delivered();
    assertThat(check.isForgotten()).isFalse();
    channel.queueDeclarePassive(queue);
    assertThat(check.isForgotten()).isFalse();
  }

  @Test
  void leavesAQueueThatIsGoneToTheChannel() throws Exception {
    ConsumerCheck check = check(Duration.ZERO);
    channel.queueDelete(queue);
    assertThat(check.isForgotten()).isFalse();
    assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(check.isForgotten()).isFalse();
    assertThat(check.isForgotten()).isFalse();
  }

  private ConsumerCheck check(Duration interval) {
    return new ConsumerCheck(channel, queue, interval);
  }
}
