package org.discogsography.extractor.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
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
 * The requests to send records again, from their queue. Subscribed only while the extractor has
 * nothing else to do, so that no request waits for its acknowledgement longer than the broker
 * allows.
 */
public final class ResendInbox implements ResendSource {
  private static final Logger LOG = LoggerFactory.getLogger(ResendInbox.class);
  private static final int PREFETCH = 100;
  private static final Duration MORE = Duration.ofMillis(100);
  private static final Duration GLANCE = Duration.ofMillis(500);

  private final ResilientRabbitConnection connection;

  public ResendInbox(ResilientRabbitConnection connection) {
    this.connection = connection;
  }

  @Override
  public boolean await(Duration limit, BooleanSupplier enough, Handler handler)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!connection.awaitConnected(GLANCE)) {
      if (enough.getAsBoolean() || System.nanoTime() > deadline) {
        return false;
      }
    }
    try (Subscription requests = connection.subscribe(PlatformTopology.REQUESTS, PREFETCH)) {
      do {
        List<Delivery> batch = requests.nextBatch(PREFETCH, MORE);
        if (!batch.isEmpty()) {
          boolean anything = handle(batch, handler);
          requests.settle(batch, batch.stream().map(delivery -> Outcome.ACK).toList());
          return anything;
        }
      } while (!enough.getAsBoolean() && System.nanoTime() < deadline);
    } catch (RabbitUnavailableException e) {
      LOG.debug("The requests cannot be read now", e);
    }
    return false;
  }

  private static boolean handle(List<Delivery> batch, Handler handler) throws IOException {
    Set<EntityType> types = EnumSet.noneOf(EntityType.class);
    for (Delivery delivery : batch) {
      ResendRequest.decode(delivery)
          .map(ResendRequest::entityType)
          .ifPresentOrElse(
              types::add,
              () -> LOG.warn("A message in {} is no request; it is dropped", delivery.queue()));
    }
    boolean anything = false;
    for (EntityType type : types) {
      anything |= handler.sendAgain(type);
    }
    LOG.info("Every record of {} was asked for again", types);
    return anything;
  }
}
