package org.discogsography.extractor.publish;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
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

  /** Of up to 1,000 ids each; the index is opened once for so many. */
  private static final int PREFETCH = 300;

  /** As many ids as there are releases. More are left to the next round. */
  private static final int MOST = 20_000;

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
    BooleanSupplier late = () -> enough.getAsBoolean() || System.nanoTime() > deadline;
    while (!connection.awaitConnected(GLANCE)) {
      if (late.getAsBoolean()) {
        return false;
      }
    }
    boolean anything = false;
    try (Subscription requests = connection.subscribe(PlatformTopology.REQUESTS, PREFETCH)) {
      List<Delivery> batch = requests.nextBatch(PREFETCH, MORE);
      while (batch.isEmpty() && !late.getAsBoolean()) {
        batch = requests.nextBatch(PREFETCH, MORE);
      }
      for (int taken = 0; !batch.isEmpty() && taken < MOST; taken += PREFETCH) {
        anything |= handler.sendAgain(decode(batch));
        requests.settle(batch, batch.stream().map(delivery -> Outcome.ACK).toList());
        batch = requests.nextBatch(PREFETCH, MORE);
      }
    } catch (RabbitUnavailableException e) {
      LOG.debug("The requests cannot be read now", e);
    }
    return anything;
  }

  private static List<ResendRequest> decode(List<Delivery> batch) {
    List<ResendRequest> requests = new ArrayList<>();
    for (Delivery delivery : batch) {
      ResendRequest.decode(delivery)
          .ifPresentOrElse(
              requests::add,
              () -> LOG.warn("A message in {} is no request; it is dropped", delivery.queue()));
    }
    return requests;
  }
}
