package org.discogsography.dashboard.broker;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.discogsography.dashboard.watch.Age;
import org.discogsography.dashboard.watch.BoundedHttp;
import org.jspecify.annotations.Nullable;

/** Keeps the last figures of the queues, and tells how old they are. Thread-safe. */
public final class BrokerWatch {
  private static final Duration STALE_AFTER = Duration.ofSeconds(10);
  private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(30);

  private final URI address;
  private final Supplier<BrokerAnswer> source;
  private final InstantSource clock;
  private List<QueueFigures> queues = List.of();
  private List<String> alarms = List.of();
  private @Nullable Instant answered;
  private @Nullable BrokerAnswer last;

  BrokerWatch(URI address, Supplier<BrokerAnswer> source, InstantSource clock) {
    this.address = address;
    this.source = source;
    this.clock = clock;
  }

  public static BrokerWatch over(
      BoundedHttp http, ManagementSettings settings, InstantSource clock) {
    return new BrokerWatch(settings.address(), new QueueClient(settings, http)::ask, clock);
  }

  /** Asks once and keeps the answer; nothing is locked meanwhile. */
  public void poll() {
    keep(source.get());
  }

  private synchronized void keep(BrokerAnswer answer) {
    last = answer;
    if (answer instanceof BrokerAnswer.Figures figures) {
      queues = figures.queues();
      alarms = figures.alarms().orElse(alarms);
      answered = clock.instant();
    }
  }

  /** What is known now. */
  public synchronized BrokerView view() {
    return new BrokerView(
        state(),
        address.toString(),
        Age.seconds(answered, clock.instant()),
        reason(),
        queues,
        alarms);
  }

  private BrokerState state() {
    return switch (last) {
      case null -> BrokerState.UNKNOWN;
      case BrokerAnswer.Figures figures ->
          younger(STALE_AFTER) ? BrokerState.UP : BrokerState.STALE;
      case BrokerAnswer.TimedOut timedOut ->
          younger(GIVEN_UP_AFTER) ? BrokerState.STALE : BrokerState.UNREACHABLE;
      case BrokerAnswer.Refused refused -> BrokerState.REFUSED;
      case BrokerAnswer.Failed failed -> BrokerState.UNREACHABLE;
    };
  }

  private boolean younger(Duration limit) {
    return answered != null && clock.instant().isBefore(answered.plus(limit));
  }

  private @Nullable String reason() {
    return switch (last) {
      case null -> null;
      case BrokerAnswer.Figures figures -> null;
      case BrokerAnswer.TimedOut timedOut -> "its management API does not answer in time";
      case BrokerAnswer.Refused refused -> "its management API does not take the credentials";
      case BrokerAnswer.Failed failed -> failed.reason();
    };
  }
}
