package org.discogsography.resilience.rabbit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.discogsography.resilience.rabbit.ConnectionState.Away;
import org.discogsography.resilience.rabbit.ConnectionState.Closed;
import org.discogsography.resilience.rabbit.ConnectionState.Up;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line when the connection is lost, when the reason changes, and every 5 minutes of an outage.
 * Guarded by the keeper's lock.
 */
final class ConnectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);
  private static final Duration REMINDER = Duration.ofMinutes(5);

  private final Clock clock;
  private Instant last = Instant.EPOCH;

  ConnectionLog(Clock clock) {
    this.clock = clock;
  }

  void changed(ConnectionState before, ConnectionState after) {
    Instant now = clock.instant();
    if (after instanceof Away away && isNews(before, away, now)) {
      last = now;
      LOG.warn(
          "RabbitMQ is {} since {}, {} attempts: {}",
          away.problem().kind(),
          away.since(),
          away.attempts(),
          away.problem().message());
    }
  }

  private boolean isNews(ConnectionState before, Away now, Instant time) {
    return switch (before) {
      case Up up -> true;
      case Closed closed -> false;
      case Away then ->
          then.problem().kind() != now.problem().kind() || !last.plus(REMINDER).isAfter(time);
    };
  }
}
