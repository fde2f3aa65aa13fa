package org.discogsography.extractor.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.discogsography.messages.EntityType;
import org.discogsography.messages.PlatformTopology;
import org.discogsography.messages.ResendRequest;
import org.discogsography.resilience.rabbit.Delivery;
import org.discogsography.resilience.rabbit.Outcome;
import org.discogsography.resilience.rabbit.RabbitUnavailableException;
import org.discogsography.resilience.rabbit.ResilientRabbitConnection;
import org.discogsography.resilience.rabbit.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests to send records again. Subscribed only while the extractor has nothing else to do,
 * so that no request waits for its acknowledgement longer than the broker allows.
 */
public final class ResendInbox {
  private static final Logger LOG = LoggerFactory.getLogger(ResendInbox.class);
  private static final int PREFETCH = 100;
  private static final Duration MORE = Duration.ofMillis(100);

  private final ResilientRabbitConnection connection;

  public ResendInbox(ResilientRabbitConnection connection) {
    this.connection = connection;
  }

  /** Makes sure, on disk, that a type is sent again. */
  @FunctionalInterface
  public interface Handler {
    void sendAgain(EntityType type) throws IOException;
  }

  /**
   * Waits for requests and has them handled before they are acknowledged.
   *
   * @return whether there were any; false also when the broker is away
   * @throws IOException if the handler failed; the requests stay in their queue
   */
  public boolean await(Duration limit, Handler handler) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    if (!connection.awaitConnected(limit)) {
      return false;
    }
    try (Subscription requests = connection.subscribe(PlatformTopology.REQUESTS, PREFETCH)) {
      do {
        List<Delivery> batch = requests.nextBatch(PREFETCH, MORE);
        if (!batch.isEmpty()) {
          handle(batch, handler);
          requests.settle(batch, batch.stream().map(delivery -> Outcome.ACK).toList());
          return true;
        }
      } while (System.nanoTime() < deadline);
    } catch (RabbitUnavailableException e) {
      LOG.debug("The requests cannot be read now", e);
    }
    return false;
  }

  private static void handle(List<Delivery> batch, Handler handler) throws IOException {
    Set<EntityType> types = EnumSet.noneOf(EntityType.class);
    for (Delivery delivery : batch) {
      ResendRequest.decode(delivery)
          .map(ResendRequest::entityType)
          .ifPresentOrElse(
              types::add,
              () -> LOG.warn("A message in {} is no request; it is dropped", delivery.queue()));
    }
    for (EntityType type : types) {
      handler.sendAgain(type);
    }
    LOG.info("Every record of {} was asked for again", types);
  }
}
