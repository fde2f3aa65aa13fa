package org.discogsography.dashboard.broker;

import com.rabbitmq.http.client.HttpException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker once for what it remembers: the last ten minutes by five seconds, and the last
 * hour by the minute, which is as much as RabbitMQ keeps of queues. Not thread-safe.
 */
public final class BrokerMemory {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerMemory.class);

  private final QueueClient client;
  private boolean told;

  public BrokerMemory(BoundedHttp http, ManagementSettings settings) {
    this.client = new QueueClient(settings, http);
  }

  /**
   * Tells what is remembered, once; tries again at the next call where the broker did not answer.
   *
   * @param reader gets the finer samples first
   */
  public void recall(Consumer<List<QueuePast>> reader) {
    if (told) {
      return;
    }
    try {
      List<QueuePast> minutes = client.past(Duration.ofMinutes(10), Duration.ofSeconds(5));
      List<QueuePast> hour = client.past(Duration.ofHours(1), Duration.ofMinutes(1));
      told = true;
      reader.accept(minutes);
      reader.accept(hour);
    } catch (HttpException e) {
      LOG.debug("The broker's memory cannot be asked for yet", e);
    }
  }
}
