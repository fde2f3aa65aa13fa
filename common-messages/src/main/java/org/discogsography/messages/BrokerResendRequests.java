package org.discogsography.messages;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.discogsography.resilience.failure.FailureKind;
import org.discogsography.resilience.failure.StoreException;
import org.discogsography.resilience.rabbit.ConfirmingPublisher;
import org.discogsography.resilience.rabbit.OutboundMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests through RabbitMQ, each confirmed. Thread-safe. */
public final class BrokerResendRequests implements ResendRequests {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerResendRequests.class);
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final ConfirmingPublisher publisher;
  private final Clock clock;

  public BrokerResendRequests(ConfirmingPublisher publisher, Clock clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public void askFor(Set<EntityType> types) throws InterruptedException {
    Instant now = clock.instant();
    List<OutboundMessage> requests =
        types.stream().map(type -> new ResendRequest(type).encode(now)).toList();
    if (publisher.publishOnce(requests, LIMIT).contains(false)) {
      String message = "RabbitMQ did not confirm a request within " + LIMIT.toSeconds() + " s";
      throw new StoreException(
          "rabbitmq",
          FailureKind.UNAVAILABLE,
          "unconfirmed",
          message,
          new IllegalStateException(message));
    }
    LOG.info("Asked for every record of {} again, because there is no place for them yet", types);
  }
}
